import a
{% if x %}
import b
{% endif %}

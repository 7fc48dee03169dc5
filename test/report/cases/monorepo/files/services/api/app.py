from werkzeug import secure_filename

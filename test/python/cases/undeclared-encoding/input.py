# é
import a

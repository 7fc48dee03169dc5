import a
<<<<<<< HEAD
import b
=======
import c
>>>>>>> branch
import d

This is a plain text and not a program.
import a

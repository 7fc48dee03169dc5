import a
x = """never
import b

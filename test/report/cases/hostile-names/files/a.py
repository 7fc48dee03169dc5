import os  # [31mred[0m ‮ reversed ⁦ ​2J
os.spawnvp(0, "[8mhidden[0m", x)

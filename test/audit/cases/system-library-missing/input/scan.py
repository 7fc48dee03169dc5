from PIL import Image
from pyzbar.pyzbar import decode

print(decode(Image.open("label.png")))

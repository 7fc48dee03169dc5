"""The bank wants IBANs encrypted at rest."""
import base64

from Crypto import Random
from Crypto.Cipher import AES

from shop import app


def encrypt(iban):
    if isinstance(iban, unicode):
        iban = iban.encode('ascii')
    iv = Random.new().read(AES.block_size)
    padded = iban + ' ' * (-len(iban) % AES.block_size)
    cipher = AES.new(app.config['SEPA_KEY'], AES.MODE_CBC, iv)
    return base64.b64encode(iv + cipher.encrypt(padded))


def decrypt(token):
    raw = base64.b64decode(token)
    cipher = AES.new(app.config['SEPA_KEY'], AES.MODE_CBC, raw[:AES.block_size])
    return cipher.decrypt(raw[AES.block_size:]).rstrip()

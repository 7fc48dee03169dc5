from setuptools import setup

def main():
    install = ["click"]
    setup(name="inside", install_requires=install, zip_safe=False)

class Command(object):
    def run(self):
        pass

main()

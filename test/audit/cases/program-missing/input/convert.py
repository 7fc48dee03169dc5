import subprocess


def convert(source, target):
    subprocess.check_call(["ffmpeg", "-i", source, target])


def optimise(path):
    try:
        subprocess.call(["optipng", path])
    except FileNotFoundError:
        pass

import click
from rich import print


@click.command()
def main():
    print("hello")

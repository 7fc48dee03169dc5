import click

from settings import load


@click.command()
@click.argument("path")
def main(path):
    click.echo(load(path))

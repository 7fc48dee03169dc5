#!/bin/sh
pip install tox

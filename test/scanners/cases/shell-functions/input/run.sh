#!/bin/sh
fetch() { curl -fsSL "https://data.example.org/$1" -o "$1"; }
run_all() { fetch model.bin; ffmpeg -i "$1" out.wav; }
run_all "$@"
sox out.wav -n stat 2>&1 | awk '{print $1}'

COLOURS = ["red", "blue"]

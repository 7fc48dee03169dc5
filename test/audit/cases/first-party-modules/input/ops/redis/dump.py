print("dump of the staging cache")

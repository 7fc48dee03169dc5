print "vendored"

# -*- coding: utf-8 -*-
from urllib2 import urlopen
from flask import Flask, request
from flask.ext.sqlalchemy import SQLAlchemy

app = Flask(__name__)


@app.route("/order/<int:number>")
def order(number):
    try:
	raw = urlopen("http://stock.internal/%d" % number).read()
    except Exception, error:
        print "no stock:", error
    if request.args.has_key("quantity"):
        raise ValueError, "not yet"

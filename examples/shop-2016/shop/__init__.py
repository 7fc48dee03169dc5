# -*- coding: utf-8 -*-
import os

from flask import Flask
from flask.ext.sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config.from_object(os.environ.get('TEEBOX_CONFIG', 'config.Config'))
db = SQLAlchemy(app)

from shop import views  # noqa, needs app and db

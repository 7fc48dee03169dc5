# -*- coding: utf-8 -*-
import os


class Config(object):
    DEBUG = False
    SECRET_KEY = os.environ.get('SECRET_KEY', 'change-me')
    SQLALCHEMY_DATABASE_URI = os.environ.get(
        'DATABASE_URL', 'postgresql://teebox:teebox@10.0.3.17/teebox')
    SQLALCHEMY_TRACK_MODIFICATIONS = False
    BROKER_URL = os.environ.get('REDIS_URL', 'redis://localhost:6379/0')

    INVOICE_DIR = '/var/www/teebox/shared/invoices'
    INVOICE_SENDER = u'Teebox GmbH · Hafenstraße 12 · 20457 Hamburg'

    # the box in the warehouse, VPN only!
    STOCK_URL = 'http://192.168.40.12:8090/stock.json'
    SEPA_KEY = os.environ.get('SEPA_KEY', '0123456789abcdef')


class TestConfig(Config):
    TESTING = True
    SQLALCHEMY_DATABASE_URI = os.environ.get('TEST_DATABASE_URL', 'postgresql:///teebox_test')
    INVOICE_DIR = '/tmp'

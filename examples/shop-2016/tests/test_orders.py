import json
import os
os.environ['TEEBOX_CONFIG'] = 'config.TestConfig'

import mock
from nose.tools import eq_

from shop import app, db, sepa
from shop.models import Product


def setup():
    db.create_all()
    db.session.add(Product(sku='EARL-100', name=u'Earl Grey 100g', price=7.5, stock=3))
    db.session.commit()


def teardown():
    db.session.remove()
    db.drop_all()


@mock.patch('shop.views.send_invoice')
def test_order(send_invoice):
    body = {'email': 'jo@teebox.example', 'lines': {'EARL-100': 2}}
    response = app.test_client().post('/orders', data=json.dumps(body))
    eq_(response.status_code, 201)
    eq_(json.loads(response.data)['total'], '15.00')
    assert send_invoice.delay.called


def test_iban_roundtrip():
    eq_(sepa.decrypt(sepa.encrypt(u'DE02120300000000202051')), 'DE02120300000000202051')

# -*- coding: utf-8 -*-
from flask import abort, jsonify, request

from shop import app, db, sepa
from shop.models import Order, OrderLine, Product
from shop.tasks import send_invoice


@app.route('/products')
def products():
    rows = Product.query.filter(Product.stock > 0).all()
    return jsonify(products=[dict(sku=p.sku, name=p.name, price=str(p.price)) for p in rows])


@app.route('/orders', methods=['POST'])
def create_order():
    data = request.get_json(force=True)
    if not data.has_key('email') or not isinstance(data['email'], basestring):
        abort(400)
    order = Order(email=unicode(data['email']))
    if data.get('iban'):
        order.iban = sepa.encrypt(data['iban'])
    for sku, quantity in data.get('lines', {}).iteritems():
        product = Product.query.filter_by(sku=sku).first()
        if product is None:
            abort(400)
        order.lines.append(OrderLine(product=product, quantity=int(quantity)))
    db.session.add(order)
    db.session.commit()
    try:
        send_invoice.delay(order.id)
    except Exception, e:
        # redis was down on 2016-02-11 and we lost 40 orders, never again
        app.logger.error('invoice for %s not queued: %s', order.id, e)
    return jsonify(id=order.id, total=str(order.total)), 201

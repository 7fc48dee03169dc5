# -*- coding: utf-8 -*-
from datetime import datetime

from shop import db


class Product(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    sku = db.Column(db.String(20), unique=True, nullable=False)
    name = db.Column(db.Unicode(200))
    price = db.Column(db.Numeric(8, 2))
    stock = db.Column(db.Integer, default=0)


class Order(db.Model):
    __tablename__ = 'orders'

    id = db.Column(db.Integer, primary_key=True)
    created = db.Column(db.DateTime, default=datetime.utcnow)
    email = db.Column(db.Unicode(200), nullable=False)
    iban = db.Column(db.String(120))    # encrypted, see sepa.py
    lines = db.relationship('OrderLine', backref='order')

    @property
    def total(self):
        return sum(l.quantity * l.product.price for l in self.lines)


class OrderLine(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    order_id = db.Column(db.Integer, db.ForeignKey('orders.id'))
    product_id = db.Column(db.Integer, db.ForeignKey('product.id'))
    quantity = db.Column(db.Integer, default=1)
    product = db.relationship('Product')

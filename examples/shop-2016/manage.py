#!/usr/bin/env python
# -*- coding: utf-8 -*-
from flask.ext.script import Manager

from shop import app, db
from shop.models import Order, Product
from shop.stock import fetch_stock

manager = Manager(app)


@manager.command
def create_db():
    db.create_all()


@manager.command
def sync_stock():
    "Cron, every 10 minutes"
    stock = fetch_stock()
    for product in Product.query.all():
        if not stock.has_key(product.sku):
            print 'not in the warehouse:', product.sku
            continue
        product.stock = stock[product.sku]
    db.session.commit()


@manager.command
def report(month):
    "Orders of a month as CSV on stdout, e.g. report 2016-03"
    orders = [o for o in Order.query.all() if o.created.strftime('%Y-%m') == month]
    for o in orders:
        print '%d;%s;%.2f' % (o.id, o.email.encode('utf-8'), o.total)
    print '# %d orders' % len(orders)


if __name__ == '__main__':
    manager.run()

import requests
from celery import Celery

from shop import app
from shop.models import Order

celery = Celery('teebox', broker=app.config['BROKER_URL'])
celery.conf.update(CELERY_TASK_SERIALIZER='json', CELERY_ACCEPT_CONTENT=['json'])


@celery.task(rate_limit='30/m')
def send_invoice(order_id):
    from shop.invoices import render_pdf
    with app.app_context():
        order = Order.query.get(order_id)
        path = render_pdf(order)
        requests.post('http://mail.teebox.example/send', files={'pdf': open(path, 'rb')},
                      data={'to': order.email.encode('utf-8'), 'template': 'invoice'})

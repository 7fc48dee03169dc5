# -*- coding: utf-8 -*-
import os
import subprocess
import tempfile

from flask import render_template

from shop import app


def render_pdf(order):
    html = render_template('invoice.html', order=order, sender=app.config['INVOICE_SENDER'])
    with tempfile.NamedTemporaryFile(suffix='.html', delete=False) as f:
        f.write(html.encode('utf-8'))
    target = os.path.join(app.config['INVOICE_DIR'], 'R%06d.pdf' % order.id)
    # apt's wkhtmltopdf has no patched qt -> needs an X server
    subprocess.check_call(['xvfb-run', '-a', 'wkhtmltopdf', '--quiet', '--page-size', 'A4',
                           f.name, target])
    os.unlink(f.name)
    return target

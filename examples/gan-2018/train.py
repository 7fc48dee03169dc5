import argparse
import os

import numpy as np
import tensorflow as tf
from imgrid import grid_summary
from tqdm import tqdm

import data
from model import Z_DIM, discriminator, generator, losses
from utils import make_video, plot_losses, save_grid

parser = argparse.ArgumentParser()
parser.add_argument('--epochs', type=int, default=25)
parser.add_argument('--batch-size', type=int, default=64)
parser.add_argument('--lr', type=float, default=2e-4)
parser.add_argument('--data-dir', default=data.DATA_DIR)
parser.add_argument('--packed', action='store_true', help='read the .h5 instead of the jpgs')
parser.add_argument('--logdir', default='logs')
args = parser.parse_args()

for d in (args.logdir, 'samples'):
    if not os.path.exists(d):
        os.makedirs(d)

x = tf.placeholder(tf.float32, [None, 64, 64, 3], name='x')
z = tf.placeholder(tf.float32, [None, Z_DIM], name='z')
is_training = tf.placeholder(tf.bool, [], name='is_training')

fake = generator(z, is_training)
d_loss, g_loss = losses(discriminator(x, is_training),
                        discriminator(fake, is_training, reuse=True))

t_vars = tf.trainable_variables()
d_vars = [v for v in t_vars if v.name.startswith('discriminator')]
g_vars = [v for v in t_vars if v.name.startswith('generator')]
global_step = tf.train.get_or_create_global_step()
d_train = tf.train.AdamOptimizer(args.lr, beta1=0.5).minimize(d_loss, var_list=d_vars)
g_train = tf.train.AdamOptimizer(args.lr, beta1=0.5).minimize(g_loss, var_list=g_vars,
                                                              global_step=global_step)

tf.summary.scalar('d_loss', d_loss)
tf.summary.scalar('g_loss', g_loss)
grid_summary('fake', fake, rows=8)
summaries = tf.summary.merge_all()

z_fixed = np.random.RandomState(42).uniform(-1, 1, (64, Z_DIM))
history = []
files = None if args.packed else data.list_images(args.data_dir)

config = tf.ConfigProto()
config.gpu_options.allow_growth = True
saver = tf.train.Saver(max_to_keep=3)
with tf.Session(config=config) as sess:
    writer = tf.summary.FileWriter(args.logdir, sess.graph)
    sess.run(tf.global_variables_initializer())
    last = tf.train.latest_checkpoint(args.logdir)
    if last:
        print('resume from', last)
        saver.restore(sess, last)

    frame = 0
    for epoch in range(args.epochs):
        if args.packed:
            it = data.batches_packed(args.batch_size)
        else:
            it = data.batches(files, args.batch_size)
        for i, batch in enumerate(tqdm(it, desc='epoch %d' % epoch)):
            noise = np.random.uniform(-1, 1, (len(batch), Z_DIM))
            feed = {x: batch, z: noise, is_training: True}
            _, dl = sess.run([d_train, d_loss], feed)
            # G twice, otherwise D wins after 2 epochs
            sess.run(g_train, feed)
            _, gl, step = sess.run([g_train, g_loss, global_step], feed)
            history.append((dl, gl))
            if i % 200 == 0:
                writer.add_summary(sess.run(summaries, feed), step)
                out = sess.run(fake, {z: z_fixed, is_training: False})
                save_grid(out, 'samples/%05d.png' % frame)
                frame += 1
        saver.save(sess, os.path.join(args.logdir, 'model.ckpt'), global_step)
        plot_losses(history, 'samples/losses.pdf')

make_video('samples')

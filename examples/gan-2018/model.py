import tensorflow as tf
import tensorflow.contrib.layers as layers

Z_DIM = 100


def leaky(x):
    return tf.nn.leaky_relu(x, 0.2)


def generator(z, is_training, reuse=None, nf=64):
    bn = dict(is_training=is_training, decay=0.9, scale=True, updates_collections=None)
    with tf.variable_scope('generator', reuse=reuse):
        with tf.contrib.framework.arg_scope(
                [layers.conv2d_transpose],
                kernel_size=5, stride=2, padding='SAME',
                normalizer_fn=layers.batch_norm, normalizer_params=bn,
                weights_initializer=tf.random_normal_initializer(stddev=0.02)):
            h = layers.fully_connected(z, 4 * 4 * nf * 8, normalizer_fn=layers.batch_norm,
                                       normalizer_params=bn)
            h = tf.reshape(h, [-1, 4, 4, nf * 8])
            h = layers.conv2d_transpose(h, nf * 4)
            h = layers.conv2d_transpose(h, nf * 2)
            h = layers.conv2d_transpose(h, nf)
            return layers.conv2d_transpose(h, 3, activation_fn=tf.nn.tanh, normalizer_fn=None)


def discriminator(x, is_training, reuse=None, nf=64):
    bn = dict(is_training=is_training, decay=0.9, scale=True, updates_collections=None)
    with tf.variable_scope('discriminator', reuse=reuse):
        with tf.contrib.framework.arg_scope(
                [layers.conv2d], kernel_size=5, stride=2, padding='SAME', activation_fn=leaky,
                weights_initializer=tf.truncated_normal_initializer(stddev=0.02)):
            h = layers.conv2d(x, nf)
            h = layers.conv2d(h, nf * 2, normalizer_fn=layers.batch_norm, normalizer_params=bn)
            h = layers.conv2d(h, nf * 4, normalizer_fn=layers.batch_norm, normalizer_params=bn)
            h = layers.conv2d(h, nf * 8, normalizer_fn=layers.batch_norm, normalizer_params=bn)
            return layers.fully_connected(layers.flatten(h), 1, activation_fn=None)


def losses(real_logits, fake_logits, smooth=0.9):
    """Non-saturating loss, one-sided label smoothing."""
    ce = tf.nn.sigmoid_cross_entropy_with_logits
    d_real = tf.reduce_mean(ce(logits=real_logits, labels=smooth * tf.ones_like(real_logits)))
    d_fake = tf.reduce_mean(ce(logits=fake_logits, labels=tf.zeros_like(fake_logits)))
    g = tf.reduce_mean(ce(logits=fake_logits, labels=tf.ones_like(fake_logits)))
    return d_real + d_fake, g

import { describe, expect, test } from '@jest/globals';
import { describeImage } from '../../src/knowledge/images.js';
import { parseImageReference } from '../../src/knowledge/image-reference.js';
import { loadKnowledge } from '../../src/knowledge/load.js';

const knowledge = loadKnowledge();
const describe_ = (reference: string, date?: string): ReturnType<typeof describeImage> =>
  describeImage(knowledge, reference, date);

describe('parseImageReference', () => {
  test.each([
    ['python', { name: 'python' }],
    ['python:3.7-slim', { name: 'python', tag: '3.7-slim' }],
    ['docker.io/library/python:3.7@sha256:ab', { name: 'python', tag: '3.7', digest: 'sha256:ab' }],
    ['localhost:5000/team/app', { name: 'localhost:5000/team/app' }],
    ['localhost:5000/team/app:1', { name: 'localhost:5000/team/app', tag: '1' }],
    ['nvcr.io/nvidia/cuda:11.8.0-base', { name: 'nvidia/cuda', tag: '11.8.0-base' }],
    ['', { name: '' }],
  ])('%s', (reference, expected) => {
    expect(parseImageReference(reference)).toEqual(expected);
  });
});

describe('describeImage', () => {
  const debian9 = { name: 'debian', release: '9', codename: 'stretch' };

  test.each([
    [
      'python:3.7.1',
      {
        base: 'buildpack-deps:stretch',
        distribution: debian9,
        mirror: 'archived',
        floating: false,
        python: '3.7',
      },
    ],
    ['python', { floating: true, python: '3.14', mirror: 'alive' }],
    ['python:3', { floating: true, python: '3.14' }],
    ['python:3.13', { floating: true, python: '3.13' }],
    ['python:3.6', { floating: false, python: '3.6' }],
    ['python:2', { floating: false, python: '2.7' }],
    ['python:3.9.2-slim-buster', { base: 'debian:buster-slim', mirror: 'archived', python: '3.9' }],
    ['python:3.8-alpine3.12', { base: 'alpine:3.12', musl: true, mirror: 'alive' }],
    ['python:3.13-slim@sha256:00', { floating: false }],
    ['debian:stretch-slim', { distribution: debian9, mirror: 'archived', floating: false }],
    ['debian:9.13', { distribution: debian9 }],
    ['debian', { floating: true, distribution: { name: 'debian', release: '13', codename: 'trixie' } }],
    ['ubuntu:bionic-20190612', { distribution: { name: 'ubuntu', release: '18.04', codename: 'bionic' } }],
    [
      'ubuntu:latest',
      { floating: true, distribution: { name: 'ubuntu', release: '26.04', codename: 'resolute' } },
    ],
    ['ubuntu:14.04', { mirror: 'archived', eol: '2019-04-02' }],
    ['centos:7.9.2009', { mirror: 'archived', eol: '2024-06-30' }],
    ['centos:stream8', { mirror: 'archived', distribution: { name: 'centos-stream', release: '8' } }],
    ['alpine:3.9.6', { musl: true, eol: '2020-11-01' }],
    [
      'nvidia/cuda:10.0-cudnn7-devel-ubuntu16.04',
      { cuda: '10.0', cudnn: '7', deleted: true, mirror: 'gone' },
    ],
    ['nvidia/cuda:11.1-cudnn8-devel-ubuntu20.04', { cuda: '11.1', deleted: true }],
    ['nvidia/cuda:11.4.2-devel-ubuntu20.04', { deleted: true }],
    [
      'nvidia/cuda:11.8.0-cudnn8-runtime-ubuntu22.04',
      { cuda: '11.8', cudnn: '8', deleted: false, mirror: 'alive' },
    ],
    ['nvidia/cuda', { deleted: true }],
    ['tensorflow/tensorflow:1.12.0-gpu-py3', { python: '3.5', base: 'ubuntu:16.04', floating: false }],
    ['tensorflow/tensorflow:1.12.0-gpu', { python: '2.7' }],
    ['tensorflow/tensorflow:latest-gpu', { floating: true, deleted: false }],
    ['pytorch/pytorch:1.4-cuda10.1-cudnn7-devel', { cuda: '10.1', cudnn: '7', floating: false }],
    ['continuumio/anaconda3:2019.03', { python: '3.7', floating: false }],
    ['continuumio/miniconda3', { floating: true }],
    ['jupyter/scipy-notebook:latest', { floating: true, movedTo: 'quay.io/jupyter/scipy-notebook' }],
  ])('%s', (reference, expected) => {
    expect(describe_(reference)).toMatchObject(expected);
  });

  test('a floating tag meant something else on another day', () => {
    expect(describe_('python:3', '2018-01-01')).toMatchObject({
      base: 'buildpack-deps:jessie',
      python: '3.6',
    });
    expect(describe_('ubuntu', '2019-01-01')).toMatchObject({ distribution: { release: '18.04' } });
  });

  test.each(['someone/app:1', 'constructor', '__proto__', '', 'debian:no-such-codename'])(
    '%s is not known',
    (name) => {
      expect(describe_(name)).toBeUndefined();
    },
  );
});

from fabric.api import cd, env, run, sudo, task

env.hosts = ['deploy@web1.teebox.example']
ROOT = '/var/www/teebox'


@task
def deploy():
    with cd(ROOT + '/app'):
        run('git pull origin master')
        run('../env/bin/pip install -r requirements.txt')
        run('../env/bin/python manage.py create_db')
    sudo('supervisorctl restart teebox teebox-worker')


@task
def logs():
    run('tail -n 200 %s/shared/log/gunicorn.log' % ROOT)

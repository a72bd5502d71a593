/** What `--help` prints. */
export const help = `Usage: qmp-dashboard [ADDRESS ...] [options]

See and control QEMU virtual machines from a browser, over QMP.

ADDRESS                  a VM's QMP socket; without any, a simulated VM is shown
  tcp:HOST:PORT          QMP over TCP; HOST:PORT is enough, telnet:HOST:PORT works too
  unix:PATH              QMP over a Unix socket; so does any path with a / in it
  demo, demo:SCENARIO    a simulated VM, no QEMU needed
  NAME=ADDRESS           any of these under a name of your own
What you passed to QEMU's -qmp works as it is: what follows a comma is ignored.
On Linux, QEMU processes of this host are found and shown as well.

Options
  --host HOST            address to listen on (127.0.0.1)
  --port PORT            port to listen on (8080); 0 takes a free one
  --public-url URL       an address by which browsers reach the dashboard from outside; repeatable
  --token TOKEN          the token that lets you in (random for each run);
                         QMP_DASHBOARD_TOKEN in the environment does the same, unseen by other users
  --token-file FILE      read the token there, or make it there, so that it survives a restart
  --viewer-token TOKEN   a second token, for people who may look but not touch
  --read-only            nobody may touch, whatever the token
  --no-discovery         do not look for QEMU processes of this host
  --allow-host HOST      a host that VMs added in the page may be on, beside this one; repeatable
  --tls-cert FILE        serve https with this certificate ...
  --tls-key FILE         ... and this key
  --insecure             listen beyond this machine without TLS
  --audit FILE           append a line of JSON for each command that is not a query
  --open                 open the browser
  --help, --version
`

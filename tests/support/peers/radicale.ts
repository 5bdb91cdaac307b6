import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePorts, type PeerProcess, peerFolder, portOpen, startPeer } from './process.ts'

export type Radicale = {
  /** Where it answers, with a slash at its end. */
  readonly address: string
  readonly peer: PeerProcess
  /** Starts it again on the same port with what it had stored. */
  readonly start: () => Promise<void>
  /** It does not answer any more; what it stored stays. */
  readonly halt: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** A real CardDAV server on a free port, with this user and empty address books of these names. */
export async function startRadicale(user: string, password: string, names: readonly string[] = ['People']): Promise<Radicale> {
  const folder = peerFolder('radicale')
  const port = await freePorts(1)
  const address = `http://127.0.0.1:${port}/`
  writeFileSync(join(folder, 'users'), `${user}:${password}\n`)
  writeFileSync(
    join(folder, 'config'),
    [
      `[server]\nhosts = 127.0.0.1:${port}`,
      `[auth]\ntype = htpasswd\nhtpasswd_filename = ${join(folder, 'users')}\nhtpasswd_encryption = plain\ndelay = 0`,
      `[storage]\nfilesystem_folder = ${join(folder, 'collections')}`,
      '[rights]\ntype = owner_only',
    ].join('\n'),
  )
  const run = async (): Promise<PeerProcess> => {
    // a folder of its own for each run: it is removed when the process ends
    const started = startPeer(peerFolder('radicale-run'), 'radicale', ['--config', join(folder, 'config')])
    await portOpen(port, started)
    return started
  }
  let peer = await run()
  for (const name of names) {
    const book = await fetch(`${address}${user}/${name.toLowerCase()}/`, {
      method: 'MKCOL',
      headers: { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`, 'content-type': 'application/xml' },
      body: `<?xml version="1.0"?><D:mkcol xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav"><D:set><D:prop>
        <D:resourcetype><D:collection/><C:addressbook/></D:resourcetype><D:displayname>${name}</D:displayname></D:prop></D:set></D:mkcol>`,
    })
    if (!book.ok) throw new Error(`radicale: ${book.status}\n${peer.log()}`)
  }
  return {
    address,
    get peer() {
      return peer
    },
    async start() {
      peer = await run()
    },
    halt: () => peer.stop(),
    async stop() {
      await peer.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

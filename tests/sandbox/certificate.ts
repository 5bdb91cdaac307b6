import { generate } from 'selfsigned'

/** A self-signed certificate for a server on loopback, good for `name` and 127.0.0.1; PEM. */
export async function loopbackCertificate(name: string): Promise<{ readonly key: string; readonly cert: string }> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: name }], {
    keySize: 2048,
    extensions: [
      {
        name: 'subjectAltName',
        altNames: [
          { type: 7, ip: '127.0.0.1' },
          { type: 2, value: name },
        ],
      },
    ],
  })
  return { key, cert }
}

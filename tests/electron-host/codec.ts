// Structured-clone values <-> JSON text. Both functions are self-contained: their source text is also
// injected into the page's isolated world.
export function encode(value: unknown): string {
  const b64 = (u: Uint8Array) => {
    let s = ''
    for (let i = 0; i < u.length; i += 8192) s += String.fromCharCode(...u.subarray(i, i + 8192))
    return btoa(s)
  }
  const seen = new Map<object, unknown>()
  const walk = (v: any): unknown => {
    if (v === null || typeof v === 'boolean' || typeof v === 'string') return v
    if (typeof v === 'number') return Number.isFinite(v) && !Object.is(v, -0) ? v : { $: 'n', v: Object.is(v, -0) ? '-0' : String(v) }
    if (v === undefined) return { $: 'u' }
    if (typeof v === 'bigint') return { $: 'i', v: String(v) }
    if (typeof v === 'function' || typeof v === 'symbol') throw new Error('An object could not be cloned.')
    if (seen.has(v)) throw new Error('electron-host: cyclic or shared references are not carried')
    if (v instanceof Date) return { $: 'd', v: v.getTime() }
    if (v instanceof RegExp) return { $: 'r', v: [v.source, v.flags] }
    if (v instanceof Error) return { $: 'e', v: [v.name, v.message, v.stack] }
    if (v instanceof ArrayBuffer) return { $: 'b', t: 'ArrayBuffer', v: b64(new Uint8Array(v)) }
    if (ArrayBuffer.isView(v)) {
      const t = Object.prototype.toString.call(v).slice(8, -1)
      return { $: 'b', t, v: b64(new Uint8Array(v.buffer, v.byteOffset, v.byteLength)) }
    }
    if (v instanceof Promise || v instanceof WeakMap) throw new Error('An object could not be cloned.')
    seen.set(v, true)
    let out: unknown
    if (v instanceof Map) out = { $: 'm', v: [...v].map(([k, x]) => [walk(k), walk(x)]) }
    else if (v instanceof Set) out = { $: 's', v: [...v].map(walk) }
    else if (Array.isArray(v)) out = { $: 'a', v: v.map(walk) }
    else {
      const o: Record<string, unknown> = {}
      for (const k of Object.keys(v)) o[k] = walk(v[k])
      out = { $: 'o', v: o }
    }
    seen.delete(v)
    return out
  }
  return JSON.stringify(walk(value))
}

export function decode(text: string): any {
  const bytes = (s: string) => {
    const r = atob(s)
    const u = new Uint8Array(r.length)
    for (let i = 0; i < r.length; i++) u[i] = r.charCodeAt(i)
    return u
  }
  const walk = (x: any): unknown => {
    if (x === null || typeof x !== 'object') return x
    switch (x.$) {
      case 'n':
        return Number(x.v)
      case 'u':
        return undefined
      case 'i':
        return BigInt(x.v)
      case 'd':
        return new Date(x.v)
      case 'r':
        return new RegExp(x.v[0], x.v[1])
      case 'e': {
        const e = new Error(x.v[1])
        e.name = x.v[0]
        if (x.v[2]) e.stack = x.v[2]
        return e
      }
      case 'b': {
        const u = bytes(x.v)
        return x.t === 'ArrayBuffer' ? u.buffer : x.t === 'DataView' ? new DataView(u.buffer) : new ((globalThis as any)[x.t] ?? Uint8Array)(u.buffer)
      }
      case 'm':
        return new Map(x.v.map(([k, v]: [unknown, unknown]) => [walk(k), walk(v)]))
      case 's':
        return new Set(x.v.map(walk))
      case 'a':
        return x.v.map(walk)
      default: {
        const o: Record<string, unknown> = {}
        for (const k of Object.keys(x.v)) o[k] = walk(x.v[k])
        return o
      }
    }
  }
  return walk(JSON.parse(text))
}

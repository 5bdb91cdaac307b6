/**
 * Wraps one of Electron's modules so that whatever the stand-in lacks fails by its name instead of being `undefined`.
 * Names that JavaScript itself and test tools probe for are left alone.
 */
const probed = new Set([
  'then',
  'toJSON',
  'constructor',
  'asymmetricMatch',
  'nodeType',
  'tagName',
  '$$typeof',
  'module.exports',
  '__esModule',
  'default',
])

export function refuseUnknown<T extends object>(name: string, module: T): T {
  return new Proxy(module, {
    get(target, key) {
      const value = Reflect.get(target, key, target)
      if (value === undefined && typeof key === 'string' && !(key in target) && !probed.has(key))
        throw new Error(`electron-host: ${name}.${key} is not stood in for`)
      return typeof value === 'function' && !('prototype' in value && value.prototype?.constructor === value && /^class\b/.test(String(value)))
        ? bind(value, target)
        : value
    },
    set: (target, key, value) => Reflect.set(target, key, value, target),
  })
}

const bound = new WeakMap<object, Map<object, unknown>>()
/** Methods keep their own `this` (private fields do not survive a proxy); the same function is handed out each time. */
function bind(fn: object, target: object): unknown {
  let of = bound.get(target)
  if (!of) bound.set(target, (of = new Map()))
  let b = of.get(fn)
  if (!b) of.set(fn, (b = (fn as (...a: unknown[]) => unknown).bind(target)))
  return b
}

// What the project is made of, from its lock file: what is wrong with it, and the bill of materials of what ships (CycloneDX 1.6).
import type { Notice } from '../licences-plugin.ts'

export type Locked = {
  readonly version: string
  readonly name?: string
  readonly integrity?: string
  readonly resolved?: string
  readonly link?: boolean
  readonly license?: string
  readonly hasInstallScript?: boolean
}
export type Lock = { readonly lockfileVersion: number; readonly packages: Readonly<Record<string, Locked>> }
export type Manifest = {
  readonly name: string
  readonly version: string
  readonly allowScripts?: Readonly<Record<string, boolean>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

/** Licences of what is only used to build and test; what ships has a shorter list (tests/package). */
const licences =
  /^\(?(?:(?:MIT|MIT-0|Apache-2\.0|BSD(?:-[23]-Clause)?|ISC|0BSD|Unlicense|BlueOak-1\.0\.0|CC0-1\.0|CC-BY-4\.0|MPL-2\.0|OFL-1\.1|Python-2\.0|WTFPL)\)?(?: (?:OR|AND) \(?)?)+$/

const nameOf = (path: string, { name }: Locked): string => name ?? path.replace(/^.*node_modules\//, '')
const installed = ({ packages }: Lock): [path: string, locked: Locked][] =>
  Object.entries(packages).filter(([path, { link }]) => path !== '' && !link)

/** What is wrong with the packages that are installed; empty when all is well. */
export function supplyProblems(lock: Lock, { allowScripts = {}, dependencies, devDependencies }: Manifest): string[] {
  const all = installed(lock)
  const scripts = all.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path, locked]) => nameOf(path, locked))
  return [
    ...all.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([path]) => `no integrity: ${path}`),
    ...all
      .filter(([, { resolved }]) => resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/'))
      .map(([path, { resolved }]) => `not from the registry: ${path} (${resolved})`),
    ...all.filter(([, { license }]) => !licences.test(license ?? '')).map(([path, { license }]) => `licence: ${path} (${license ?? 'none'})`),
    ...scripts.filter((name) => !(name in allowScripts)).map((name) => `install script without a decision: ${name}`),
    ...Object.keys(allowScripts)
      .filter((name) => !scripts.includes(name))
      .map((name) => `decision on an install script that is not there: ${name}`),
    ...Object.entries({ ...dependencies, ...devDependencies })
      .filter(([, range]) => !/^(?:npm:@?[\w./-]+@)?\d+\.\d+\.\d+$/.test(range))
      .map(([name, range]) => `not one version: ${name} (${range})`),
  ]
}

/** Whether a version of Electron is the newest major, or one behind it. @param newest as the registry has it */
export const isCurrent = (own: string, newest: string): boolean => Number.parseInt(newest, 10) - Number.parseInt(own, 10) <= 1

export type Bill = {
  readonly bomFormat: 'CycloneDX'
  readonly specVersion: '1.6'
  readonly version: 1
  readonly metadata: { readonly component: Component }
  readonly components: readonly Component[]
}
type Component = {
  readonly type: 'application' | 'framework' | 'library'
  readonly 'bom-ref': string
  readonly name: string
  readonly version: string
  readonly purl: string
  readonly licenses?: readonly ({ readonly license: { readonly id: string } } | { readonly expression: string })[]
  readonly hashes?: readonly { readonly alg: 'SHA-512'; readonly content: string }[]
}

/**
 * The bill of materials of a package: every library that its bundles contain, and Electron. The same for the same contents, so that two builds can be
 * compared.
 *
 * @param notices of what the bundles contain (the list of licences of a build)
 */
export function billOfMaterials({ name, version }: Manifest, lock: Lock, notices: readonly Notice[]): Bill {
  const all = installed(lock)
  const component = (type: Component['type'], library: { readonly name: string; readonly version: string; readonly licence?: string }): Component => {
    const purl = `pkg:npm/${library.name.replace('@', '%40')}@${library.version}`
    const { integrity } = all.find(([path, locked]) => nameOf(path, locked) === library.name && locked.version === library.version)?.[1] ?? {}
    const licence = library.licence
    return {
      ...{ type, 'bom-ref': purl, name: library.name, version: library.version, purl },
      ...(licence ? { licenses: [/ |\(/.test(licence) ? { expression: licence } : { license: { id: licence } }] } : {}),
      ...(integrity ? { hashes: [{ alg: 'SHA-512', content: Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex') }] } : {}),
    }
  }
  const electron = { name: 'electron', version: lock.packages['node_modules/electron']?.version ?? '', licence: 'MIT' }
  return {
    ...{ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1 },
    metadata: { component: { ...component('application', { name, version }), purl: `pkg:generic/${name}@${version}` } },
    components: [component('framework', electron), ...notices.map((notice) => component('library', notice))],
  }
}

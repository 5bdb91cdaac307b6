import { z } from 'zod'
import { type Managed, managedFunctions, managedSchema, notManaged } from '../../../shared/domain/desktop.ts'
import { strictestSpending } from '../../../shared/domain/spending-settings.ts'
import { costsOfRegistry, readCostsPolicy } from './policy-costs.ts'

/** How a policy is got at, so that each system's way can be tried on every system. */
export type PolicySources = {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  /** Text of a file, or null when there is none; throws when there is one that cannot be read. */
  readonly readText: (path: string) => string | null
  /** Output of a program of the system; throws when it fails. */
  readonly run: (program: string, args: readonly string[]) => string
  readonly exists: (path: string) => boolean
  /** Owner and mode of a file or folder; throws where there is none. */
  readonly status: (path: string) => { readonly uid: number; readonly mode: number }
}

const REGISTRY = 'HKLM\\Software\\Policies\\Dialdesk'
/** Where the installer says that the policy's folder is the administrators' alone (resources/installer.nsh). */
const INSTALLED = 'HKLM\\Software\\Dialdesk'
const PROFILE = '/Library/Managed Preferences/example.dialdesk.plist'

/** Where only an administrator can write. */
export function policyPath({ platform, env }: Pick<PolicySources, 'platform' | 'env'>): string {
  // joined by hand: the path belongs to the policy's system and not to the one that runs the tests
  if (platform === 'win32') return `${env['ProgramData'] ?? 'C:\\ProgramData'}\\Dialdesk\\policy.json`
  return platform === 'darwin' ? '/Library/Application Support/Dialdesk/policy.json' : '/etc/dialdesk/policy.json'
}

/**
 * The administrator's settings: the policy file, and over it the registry (group policy) or the profile of the
 * device management. An unreadable policy switches everything off that can be: it was installed for a
 * reason. A file that others than administrators can write is none: its proxy would be an attacker's.
 *
 * @param onForeign gets the path of such a file
 */
export function readPolicy(sources: PolicySources, onForeign: (path: string) => void = () => {}): Managed {
  const { platform, readText } = sources
  try {
    const path = policyPath(sources)
    let file = readText(path)
    if (file !== null && !isAdministrators(path, sources)) {
      onForeign(path)
      file = null
    }
    const parts = [file === null ? {} : z.record(z.string(), z.unknown()).parse(JSON.parse(file))]
    if (platform === 'win32') parts.push(readRegistry(sources))
    if (platform === 'darwin') parts.push(readProfile(sources))
    return toManaged(Object.assign({}, ...parts))
  } catch {
    return { ...notManaged, disabled: managedFunctions.filter((f) => f !== 'updates'), spending: strictestSpending }
  }
}

/** Whether only administrators can have written a file: everybody may make folders in ProgramData, so there the installer vouches for this one. */
function isAdministrators(path: string, { platform, env, run, status }: PolicySources): boolean {
  if (platform === 'win32') {
    try {
      return /\sPolicyFolder\s+REG_SZ\s+protected\s/.test(run(registryTool(env), ['query', INSTALLED, '/v', 'PolicyFolder']))
    } catch {
      return false
    }
  }
  return [path, path.slice(0, path.lastIndexOf('/'))].map(status).every(({ uid, mode }) => uid === 0 && (mode & 0o022) === 0)
}

const registryTool = (env: PolicySources['env']): string => `${env['SystemRoot'] ?? 'C:\\Windows'}\\System32\\reg.exe`

/** Reads each valid part; functions that this version does not know are ignored. */
function toManaged(policy: Readonly<Record<string, unknown>>): Managed {
  const { shape } = managedSchema
  const disabled = z.array(z.unknown()).parse(policy['disabled'] ?? [])
  return {
    providerAddress: shape.providerAddress.parse(policy['providerAddress'] ?? null),
    brand: shape.brand.catch(null).parse(brandOf(policy['brand'])),
    disabled: managedFunctions.filter((f) => disabled.includes(f)),
    proxy: shape.proxy.parse(policy['proxy'] ?? null),
    spending: readCostsPolicy(policy['costs']),
  }
}

function brandOf(brand: unknown): unknown {
  return typeof brand === 'object' && brand !== null ? { accent: null, ...brand } : null
}

/** Group policy: text values ProviderAddress, BrandName, AccentLight, AccentDark, Proxy, the list Disabled (REG_MULTI_SZ), and those of costs. */
function readRegistry({ env, run }: PolicySources): Record<string, unknown> {
  let output: string
  try {
    output = run(registryTool(env), ['query', REGISTRY])
  } catch {
    // the usual case: there is no such key
    return {}
  }
  const values = new Map<string, string>()
  for (const line of output.split(/\r?\n/)) {
    const [, name, value] = /^\s{4}(\w+)\s{4}REG_(?:SZ|EXPAND_SZ|MULTI_SZ)\s{4}(.*)$/.exec(line) ?? []
    if (name !== undefined && value !== undefined) values.set(name, value)
  }
  const name = values.get('BrandName')
  const [light, dark] = [values.get('AccentLight'), values.get('AccentDark')]
  return {
    ...(values.has('ProviderAddress') ? { providerAddress: values.get('ProviderAddress') } : {}),
    ...(name === undefined ? {} : { brand: { name, accent: light && dark ? { light, dark } : null } }),
    ...(values.has('Disabled') ? { disabled: values.get('Disabled')?.split('\\0').filter(Boolean) } : {}),
    ...(values.has('Proxy') ? { proxy: values.get('Proxy') } : {}),
    ...costsOfRegistry(values),
  }
}

/** Device management (MDM) writes the same keys as the file into a property list. */
const readProfile = ({ exists, run }: PolicySources): Record<string, unknown> =>
  exists(PROFILE) ? z.record(z.string(), z.unknown()).parse(JSON.parse(run('/usr/bin/plutil', ['-convert', 'json', '-o', '-', PROFILE]))) : {}

/** The policy's sources on this computer. */
export function systemSources(readFile: (path: string) => string, rest: Pick<PolicySources, 'run' | 'exists' | 'status'>): PolicySources {
  return {
    platform: process.platform,
    env: process.env,
    readText(path) {
      try {
        return readFile(path)
      } catch (e) {
        if ((e as NodeJS.ErrnoException).code === 'ENOENT') return null
        throw e
      }
    },
    ...rest,
  }
}

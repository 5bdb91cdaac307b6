// Checks every import against scripts/import-rules.ts. A folder without a rule fails.
import { readdirSync } from 'node:fs'
import { sep } from 'node:path'
import { cruise, type ICruiseOptions, type IForbiddenRuleType } from 'dependency-cruiser'
import { type ImportRules, importRules, wrapped } from './import-rules.ts'

const roots = ['electron', 'renderer', 'shared', 'tests', 'scripts']

export type Violation = {
  /** The rule's name: the folder it is about. */
  readonly rule: string
  readonly from: string
  readonly to: string
}

/** Files of the project that no rule covers, below `folder`. */
export function filesWithoutRule(folder = '.', rules: ImportRules = importRules): string[] {
  const covered = Object.keys(rules).map((name) => new RegExp(filesOf(name)))
  return roots
    .flatMap((root) => readdirSync(`${folder}/${root}`, { recursive: true, encoding: 'utf8' }).map((path) => `${root}/${path.split(sep).join('/')}`))
    .filter((path) => /\.[cm]?[jt]sx?$/.test(path) && !covered.some((pattern) => pattern.test(path)))
}

/** Imports that break a rule, below `folder`. */
export async function brokenImports(
  folder = '.',
  rules: ImportRules = importRules,
): Promise<{ readonly files: number; readonly broken: readonly Violation[] }> {
  const options: ICruiseOptions = {
    baseDir: folder,
    validate: true,
    ruleSet: { forbidden: forbiddenImports(rules) },
    doNotFollow: { path: 'node_modules' },
    parser: 'swc',
    tsPreCompilationDeps: true,
  }
  const { output } = await cruise([...roots], options, { extensions: ['.ts', '.tsx', '.js', '.json'] })
  if (typeof output === 'string') throw new Error(output)
  const { summary } = output
  return { files: summary.totalCruised, broken: summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })) }
}

const escaped = (text: string): string => text.replaceAll('.', '\\.')
const file = '[^/]+\\.[cm]?[jt]sx?$'

/** The files a rule is about; the folder of a `/*` rule is the first group. */
function filesOf(folder: string): string {
  if (folder.endsWith('/**')) return `^${escaped(folder.slice(0, -3))}/.*${file}`
  if (folder.endsWith('/*')) return `^${escaped(folder.slice(0, -2))}/([^/]+)/.*${file}`
  return `^${escaped(folder)}/${file}`
}

/** dependency-cruiser's rules, named after their folders. */
function forbiddenImports(rules: ImportRules): IForbiddenRuleType[] {
  return [
    ...Object.entries(rules).map(
      ([folder, may]): IForbiddenRuleType => ({
        name: folder,
        severity: 'error',
        from: { path: filesOf(folder) },
        to: { pathNot: [own(folder), ...may.flatMap(target)], ...(may.includes('node') ? { dependencyTypesNot: ['core'] } : {}) },
      }),
    ),
    ...Object.entries(wrapped).map(
      ([name, only]): IForbiddenRuleType => ({
        name: `${name} only in ${only}`,
        severity: 'error',
        // a benchmark is the other end of what it measures
        from: { pathNot: [`^${escaped(only)}$`, '^scripts/bench-'] },
        to: { path: packagePath(name) },
      }),
    ),
    { name: 'no circles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
  ]
}

const own = (folder: string): string =>
  folder.endsWith('/*')
    ? `^${escaped(folder.slice(0, -2))}/$1/`
    : folder.endsWith('/**')
      ? `^${escaped(folder.slice(0, -3))}/`
      : `^${escaped(folder)}/[^/]+$`

const packagePath = (name: string): string =>
  `(^|/)node_modules/(@types/)?${escaped(name)}/|^${escaped(name)}${name === 'electron' ? '(/package\\.json)?$' : '(/|$)'}`

/** What an entry of a rule allows. */
function target(entry: string): string[] {
  if (entry === 'node') return []
  if (/\.[a-z]+$/.test(entry) && entry.includes('/')) return [`^${escaped(entry)}$`]
  if (/^(electron|renderer|shared|tests|scripts)(\/|$)/.test(entry) && entry !== 'electron') {
    if (entry.endsWith('/**')) return [`^${escaped(entry.slice(0, -3))}/`]
    if (entry.endsWith('/*')) return [`^${escaped(entry.slice(0, -2))}/[^/]+/`]
    return [`^${escaped(entry)}/[^/]+$`]
  }
  return [packagePath(entry)]
}

if (import.meta.main) {
  const without = filesWithoutRule()
  const { files, broken } = await brokenImports()
  for (const path of without) console.error(`${path}: its folder has no rule in scripts/import-rules.ts`)
  for (const { rule, from, to } of broken) console.error(`${from} imports ${to}: not in the rule "${rule}" of scripts/import-rules.ts`)
  console.log(`${files} files, ${without.length + broken.length} imports or folders against the rules`)
  process.exit(without.length + broken.length ? 1 : 0)
}

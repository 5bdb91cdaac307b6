import type { LinePolicy } from '../../../shared/domain/voip-line.ts'

/**
 * Gives each listed line the id of the known line it is. The list's keys (`sip_1`) only number the lines, and change when
 * one before them is removed; a line is identified by its user name at its domain. Settings and passwords belong to the id, so a line that is not
 * known gets one that no known line has.
 *
 * @param listed the provider's list, in its order, with its keys as ids
 * @param known lines in use or gone, with the ids they have
 */
export function identify<T extends { readonly policy: LinePolicy }>(listed: readonly T[], known: readonly LinePolicy[]): T[] {
  const ids = new Map<T, string>()
  const taken = new Set<string>()
  const assign = (same: (a: LinePolicy, b: LinePolicy) => boolean): void => {
    for (const line of listed) {
      if (ids.has(line)) continue
      const found = known.find((policy) => !taken.has(policy.id) && same(policy, line.policy))
      if (!found) continue
      ids.set(line, found.id)
      taken.add(found.id)
    }
  }
  // the provider may move its lines to another domain
  assign((a, b) => a.id === b.id && a.userName === b.userName)
  assign((a, b) => a.userName === b.userName && a.domain === b.domain)
  const used = new Set([...taken, ...known.map(({ id }) => id)])
  return listed.map((line) => {
    const id = ids.get(line) ?? freeId(line.policy.id, used)
    used.add(id)
    return id === line.policy.id ? line : { ...line, policy: { ...line.policy, id } }
  })
}

/** An id of a line has at most 64 characters (line.ts), as many as a key may have. */
const LONGEST_KEY = 56

function freeId(key: string, used: ReadonlySet<string>): string {
  let id = key
  for (let n = 2; used.has(id); n += 1) id = `${key.slice(0, LONGEST_KEY)}.${n}`
  return id
}

import type { DatabaseSync } from 'node:sqlite'
import { readWallClock, wallClock } from '../../../shared/domain/wall-clock.ts'
import type { Entries } from './entries.ts'
import { together } from './together.ts'

/**
 * Takes the provider's records to another time zone of its wall clock: what was read before the user corrected the zone gets the
 * instants that a reading would give it now. A record's key begins with its time as the provider wrote it.
 */
export function providerZone(database: DatabaseSync, entries: Pick<Entries, 'rebuild'>): (zone: string) => boolean {
  const kept = database.prepare("SELECT value FROM meta WHERE key = 'provider-zone'")
  const keep = database.prepare("INSERT INTO meta (key, value) VALUES ('provider-zone', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value")
  const records = database.prepare("SELECT key, substr(key, 1, instr(key, '|') - 1) AS time FROM record")
  const move = database.prepare('UPDATE record SET started_at = ? WHERE key = ?')
  const callshop = database.prepare('SELECT id, started_at AS at FROM callshop_record')
  const moveCallshop = database.prepare('UPDATE callshop_record SET started_at = ? WHERE id = ?')
  return (zone) => {
    const before = kept.get()?.['value']
    if (before === zone) return false
    together(database, () => {
      keep.run(zone)
      if (typeof before !== 'string') return
      for (const { key, time } of records.all()) {
        const at = readWallClock(String(time), zone)
        if (at !== null) move.run(at, String(key))
      }
      for (const { id, at } of callshop.all()) {
        const moved = readWallClock(wallClock(Number(at), before), zone)
        if (moved !== null) moveCallshop.run(moved, Number(id))
      }
      entries.rebuild()
    })
    return typeof before === 'string'
  }
}

import { ipc } from '../../shared/contract/ipc.ts'

/** Domain, name and kind of each entry of the contract. The build puts the list itself here, so that no schema is bundled. */
export const channels = Object.entries(ipc).flatMap(([domain, entries]) =>
  Object.entries(entries).map(([name, { kind }]) => ({ domain, name, kind })),
)

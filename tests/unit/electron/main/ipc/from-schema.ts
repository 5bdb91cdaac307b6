import fc from 'fast-check'
import { z } from 'zod'

type Json = {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Json[]
  readonly oneOf?: readonly Json[]
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly items?: Json
  readonly minItems?: number
  readonly maxItems?: number
  readonly properties?: Readonly<Record<string, Json>>
  readonly required?: readonly string[]
  readonly propertyNames?: Json
}

/** Values that a schema describes, made from the schema itself. A rule that its description leaves out (a `refine`) may refuse one of them. */
export const validFor = (schema: z.ZodType): fc.Arbitrary<unknown> =>
  fromJson(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }) as Json).map((value) =>
    schema instanceof z.ZodUndefined ? undefined : value,
  )

function fromJson(schema: Json): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const options = schema.anyOf ?? schema.oneOf
  if (options) return fc.oneof(...options.map(fromJson))
  switch (schema.type) {
    case 'string':
      return schema.pattern
        ? fc.stringMatching(new RegExp(schema.pattern))
        : fc.string({ minLength: schema.minLength ?? 0, maxLength: Math.min(schema.maxLength ?? 20, 40) })
    case 'integer':
      return fc.integer({
        min: Math.max(schema.minimum ?? schema.exclusiveMinimum ?? -1000, -(2 ** 30)),
        max: Math.min(schema.maximum ?? 1000, 2 ** 30),
      })
    case 'number':
      return fc.double({ min: schema.minimum ?? -1000, max: schema.maximum ?? 1000, noNaN: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return fc.array(fromJson(schema.items ?? {}), { minLength: schema.minItems ?? 0, maxLength: Math.min(schema.maxItems ?? 4, 4) })
    case 'object':
      return fc.record(Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, inner]) => [name, fromJson(inner)])), {
        requiredKeys: [...(schema.required ?? [])],
      })
    default:
      return fc.anything()
  }
}

/** What no call expects: wrong kinds, names of JavaScript's own, values at the edge, and what is far too long. */
const strange: fc.Arbitrary<unknown> = fc.oneof(
  fc.anything({ withDate: true, withBigInt: true, withTypedArray: true, withMap: true, withSet: true }),
  fc.constantFrom<unknown>(
    null,
    undefined,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    -0,
    2 ** 53,
    '',
    '\0',
    '../..',
    '__proto__',
    "'; DROP TABLE call_log; --",
  ),
  fc.constantFrom<unknown>('x'.repeat(70_000), Array(70_000).fill(0), JSON.parse('{"__proto__": {"confirmed": true}, "constructor": 1}')),
)

/** Nearly what a schema describes: one place of a valid value is something else, is gone, or is one too many; or all of it is. */
export const nearlyValidFor = (schema: z.ZodType): fc.Arbitrary<unknown> =>
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.tuple(validFor(schema), fc.infiniteStream(fc.nat(7)), strange).map(([value, steps, other]) => changed(value, steps, other)),
    },
    { weight: 1, arbitrary: strange },
  )

function changed(value: unknown, steps: Iterator<number>, other: unknown): unknown {
  const step = (): number => steps.next().value ?? 0
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || step() === 0) return other
  if (Array.isArray(value)) {
    const at = step()
    return at >= value.length ? [...value, other] : value.map((inner, i) => (i === at ? changed(inner, steps, other) : inner))
  }
  const names = Object.keys(value)
  const at = step()
  const name = names[at % (names.length + 1)]
  if (name === undefined) return { ...value, strange: other }
  const { [name]: inner, ...rest } = value as Record<string, unknown>
  return at === 7 ? rest : { ...rest, [name]: changed(inner, steps, other) }
}

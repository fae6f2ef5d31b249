import { registerEnumType } from '@nestjs/graphql';

/** Enum object with its values described; GraphQL and class-validator read the same list. */
export function describedEnum<Value extends string>(
  name: string,
  description: string,
  values: Readonly<Record<Value, string>>,
): { readonly [Key in Value]: Key } {
  const keys = Object.keys(values) as Value[];
  const object = Object.fromEntries(keys.map((key) => [key, key])) as { readonly [Key in Value]: Key };
  registerEnumType(object, {
    name,
    description,
    valuesMap: Object.fromEntries(keys.map((key) => [key, { description: values[key] }])) as Record<
      Value,
      { description: string }
    >,
  });
  return object;
}

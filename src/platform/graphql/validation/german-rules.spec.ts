import { describe, expect, it } from '@jest/globals';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsBoolean,
  IsEnum,
  IsIn,
  IsInt,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
  validate,
} from 'class-validator';
import { InputInvalid } from './input-invalid.js';

class Everything {
  @Length(8, 200)
  readonly section87 = 'kurz';
  @Length(1, 3)
  readonly long = 'zu lang';
  @MaxLength(2)
  readonly text = 'abc';
  @Matches(/^[a-z]+$/)
  readonly spelled = '1';
  @Matches(/^[a-z]+$/, { message: 'Ein Sprachkürzel wie `ti`.' })
  readonly language = '1';
  @IsIn(['A', 'B'])
  readonly code = 'C';
  @IsEnum({ A: 'A' })
  readonly word = 'C';
  @IsUUID()
  readonly id = 'x';
  @IsString()
  readonly name = 1;
  @IsBoolean()
  readonly told = 1;
  @IsInt()
  readonly count = 1.5;
  @Min(15)
  readonly minutes = 1;
  @Max(240)
  readonly hours = 241;
  @ArrayMinSize(1)
  readonly few: readonly string[] = [];
  @ArrayMaxSize(1)
  readonly many = ['a', 'b'];
  @ArrayUnique()
  readonly same = ['a', 'a'];
  @ValidateNested()
  readonly nested = 1;
  @IsUUID('all', { each: true })
  readonly ids = ['x'];
}

const sentences = async () => {
  const found = await validate(Object.assign(new Everything(), { more: 1 }), {
    whitelist: true,
    forbidNonWhitelisted: true,
  });
  return Object.fromEntries(InputInvalid.of(found).fields.map(({ path, message }) => [path, message]));
};

describe('what is wrong with an input', () => {
  it('is said in German, with the limits, without a pattern and without the value', async () => {
    expect(await sentences()).toEqual({
      section87: 'Die Länge muss mindestens 8 Zeichen sein.',
      long: 'Die Länge muss höchstens 3 Zeichen sein.',
      text: 'Die Länge muss höchstens 2 Zeichen sein.',
      spelled: 'Die Schreibweise stimmt nicht.',
      language: 'Ein Sprachkürzel wie `ti`.',
      code: 'Erlaubt ist nur: A, B.',
      word: 'Erlaubt ist nur: A.',
      id: 'Das ist keine Kennung (UUID).',
      ids: 'Das ist keine Kennung (UUID).',
      name: 'Hier muss ein Text stehen.',
      told: 'Hier muss ja oder nein stehen (true oder false).',
      count: 'Hier muss eine ganze Zahl stehen.',
      minutes: 'Die Zahl muss mindestens 15 sein.',
      hours: 'Die Zahl darf höchstens 240 sein.',
      few: 'Mindestens so viele Einträge sind nötig: 1.',
      many: 'Höchstens so viele Einträge sind erlaubt: 1.',
      same: 'Kein Eintrag darf zweimal vorkommen.',
      nested: 'Hier müssen mehrere zusammengehörige Angaben stehen.',
      more: 'Diese Angabe ist hier nicht vorgesehen.',
    });
  });
});

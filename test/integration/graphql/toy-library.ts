import { setTimeout as sleep } from 'node:timers/promises';
import {
  Args,
  ArgsType,
  Context,
  Field,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Parent,
  Query,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import { Allow, Length } from 'class-validator';
import { QueryFailedError } from 'typeorm';
import { err, ok, rejected, type Result } from '../../../src/kernel/index.js';
import { AccessDenied } from '../../../src/platform/auth/access-denied.js';
import { type Principal } from '../../../src/platform/auth/principal.js';
import { Public } from '../../../src/platform/auth/public.decorator.js';
import { commandErrors } from '../../../src/platform/commands/command.errors.js';
import {
  type Connection,
  ConnectionArgs,
  createConnection,
  createMutationResult,
  CurrentPrincipal,
  DateScalar,
  DateTimeScalar,
  type GraphqlContext,
  inOrderOf,
  type JsonObject,
  JsonScalar,
  MutationInput,
  RevisionConflict,
  RevisionedInput,
  toConnection,
  toMutationResult,
  TransitionRejected,
} from '../../../src/platform/graphql/index.js';

/** What the tests look at from outside. */
export const observed = { batches: [] as string[][], opened: 0, slowStarted: 0, slowFinished: 0 };

const TITLES = ['Dune', 'Emma', 'Faust', 'Hamlet', 'Ilias'];
const BOOKS = TITLES.map((title, index) => ({ id: String(index + 1), title, authorId: `a${index % 2}` }));

@ObjectType({ description: 'A writer.' })
class Author {
  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => String, { description: 'Name.' })
  readonly name!: string;
}

@ObjectType({ description: 'A book.' })
class Book {
  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => String, { description: 'Title.' })
  readonly title!: string;

  readonly authorId!: string;
}

const BookConnection = createConnection(Book, { totalCount: true });

@ArgsType()
class BooksArgs extends ConnectionArgs {}

@ObjectType({ description: 'What came in and goes out again.' })
class Echo {
  @Field(() => DateScalar, { nullable: true, description: 'Day.' })
  readonly day?: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Instant.' })
  readonly at?: string;

  @Field(() => JsonScalar, { nullable: true, description: 'Object.' })
  readonly json?: JsonObject;

  @Field(() => String, { nullable: true, description: 'Text.' })
  readonly text?: string;
}

@ArgsType()
class JsonArgs {
  @Field(() => JsonScalar, { description: 'Object.' })
  @Allow()
  readonly json!: JsonObject;
}

@InputType({ description: 'Input of borrowBook.' })
class BorrowBookInput extends RevisionedInput {
  @Field(() => ID, { description: 'Book to borrow.' })
  @Allow()
  readonly bookId!: string;

  @Field(() => String, { description: 'Name of the reader.' })
  @Length(2, 40)
  readonly reader!: string;
}

@InputType({ description: 'Input of ring.' })
class RingInput extends MutationInput {}

@ObjectType({ description: 'Answer of borrowBook.' })
class BorrowBookPayload {
  @Field(() => Book, { description: 'The book.' })
  readonly book!: Book;
}

@ObjectType({ description: 'Answer of ring.' })
class RingPayload {
  @Field(() => Boolean, { description: 'Whether it rang.' })
  readonly rang!: boolean;
}

const BorrowBookResult = createMutationResult('BorrowBook', BorrowBookPayload, [
  RevisionConflict,
  TransitionRejected,
]);
const RingResult = createMutationResult('Ring', RingPayload);

function borrow(input: BorrowBookInput): Result<{ id: string }, RevisionConflict | TransitionRejected> {
  const common = { code: 'IDEMPOTENCY_KEY_REUSED', message: 'So nicht.' };
  if (input.expectedRevision !== 1) return err({ ...common, kind: 'RevisionConflict', actualRevision: 1 });
  if (input.bookId !== '1') {
    const failedGuards = [{ guard: 'onShelf', explanation: 'Das Buch ist verliehen.' }];
    return err({ ...common, kind: 'TransitionRejected', currentStates: ['lent'], failedGuards });
  }
  return ok({ id: input.bookId });
}

/** Books instead of the subject; every kind of answer once. */
@Resolver(() => Book)
export class LibraryResolver {
  @Public()
  @Query(() => String, { description: 'Says hello.' })
  hello(): string {
    return 'hello';
  }

  @Public()
  @Query(() => BookConnection, { description: 'All books.' })
  books(@Args() args: BooksArgs): Connection<Book> {
    const after = args.position('books', { id: 'text' });
    const rest = BOOKS.filter(({ title }) => after === undefined || title > String(after.sortKey));
    const keyOf = ({ title, id }: Book): { sortKey: string; id: string } => ({ sortKey: title, id });
    const options = { list: 'books', hasPreviousPage: after !== undefined, totalCount: BOOKS.length };
    return toConnection(rest.slice(0, args.first + 1), args.first, keyOf, options);
  }

  @ResolveField(() => Author, { nullable: true, description: 'Who wrote it.' })
  author(@Parent() book: Book, @Context() context: GraphqlContext): Promise<Author | undefined> {
    const loader = context.loaders.get<string, Author | undefined>(LibraryResolver, async (keys) => {
      observed.batches.push([...keys]);
      const rows = keys.map((id) => ({ id, name: `Author ${id}` })).reverse();
      return inOrderOf(keys, rows, ({ id }) => id);
    });
    return loader.load(book.authorId);
  }

  @ResolveField(() => Book, { description: 'The same book again, for depth.' })
  self(@Parent() book: Book): Book {
    return book;
  }

  @Public()
  @Query(() => Echo, { description: 'Returns what it gets.' })
  echo(
    @Args('day', { type: () => DateScalar, nullable: true, description: 'Day.' }) day?: string,
    @Args('at', { type: () => DateTimeScalar, nullable: true, description: 'Instant.' }) at?: string,
    @Args('text', { type: () => String, nullable: true, description: 'Text.' }) text?: string,
  ): Echo {
    return { ...(day ? { day } : {}), ...(at ? { at } : {}), ...(text ? { text } : {}) };
  }

  @Public()
  @Mutation(() => Echo, { description: 'Returns the object it gets.' })
  echoJson(@Context() _context: GraphqlContext, @Args() args: JsonArgs): Echo {
    return { json: args.json };
  }

  @Public()
  @Query(() => String, { nullable: true, description: 'Takes 400 ms.' })
  async slow(): Promise<string> {
    observed.slowStarted += 1;
    await sleep(400);
    observed.slowFinished += 1;
    return 'finished';
  }

  @Query(() => String, { nullable: true, description: 'Account of who asks.' })
  me(@CurrentPrincipal() principal: Principal): string {
    return principal.accountId;
  }

  @Public()
  @Query(() => String, { nullable: true, description: 'Refuses.' })
  refused(): string {
    throw new AccessDenied();
  }

  @Public()
  @Query(() => String, { nullable: true, description: 'Breaks with a database error.' })
  broken(): string {
    const driverError = Object.assign(new Error('value "Erika Mustermann" does not fit on the disk'), {
      code: '53100',
    });
    throw new QueryFailedError(
      'SELECT secret FROM person WHERE name = $1',
      ['Erika Mustermann'],
      driverError,
    );
  }

  @Public()
  @Query(() => String, { description: 'Must answer, and does not.' })
  missing(): string | undefined {
    return undefined;
  }

  @Mutation(() => BorrowBookResult, { description: 'Borrows a book.' })
  borrowBook(
    @CurrentPrincipal() _principal: Principal,
    @Args('input', { description: 'What to borrow.' }) input: BorrowBookInput,
  ): object {
    observed.opened += 1;
    return toMutationResult(borrow(input), ({ id }) => ({ book: BOOKS.find((book) => book.id === id) }));
  }

  @Mutation(() => RingResult, { description: 'Rings, and is refused.' })
  ring(@Args('input', { description: 'Nothing but a key.' }) _input: RingInput): object {
    return toMutationResult(err(rejected(commandErrors, 'IDEMPOTENCY_KEY_REUSED')), () => ({ rang: true }));
  }
}

import { SetMetadata } from '@nestjs/common';

/** Metadata key of `@Public()`. */
export const PUBLIC_ROUTE = Symbol('public route');

/** Marks a resolver, or one of its root fields, that answers without a login. Everything else demands one. */
export const Public = (): ClassDecorator & MethodDecorator => SetMetadata(PUBLIC_ROUTE, true);

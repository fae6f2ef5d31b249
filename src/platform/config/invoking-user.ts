/** Numeric user and group of the operating system. */
export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

/** The person behind `sudo`, `undefined` when this process was not started through it. */
export function invokingUser(): SystemUser | undefined {
  const uid = Number(process.env.SUDO_UID);
  const gid = Number(process.env.SUDO_GID);
  return uid > 0 && gid > 0 ? { uid, gid } : undefined;
}

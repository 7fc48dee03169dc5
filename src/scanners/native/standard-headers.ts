/** Headers of the C and C++ standard libraries and of POSIX: every compiler on Linux brings them. */
const C_AND_POSIX = new Set(
  (
    'aio alloca ar assert byteswap complex cpio ctype dirent dlfcn elf endian err errno error execinfo fcntl features fenv ' +
    'float fmtmsg fnmatch ftw getopt glob grp iconv ifaddrs inttypes iso646 langinfo libgen libintl limits link locale ' +
    'malloc math memory mntent monetary mqueue ndbm net/if netdb nl_types obstack poll pthread pty pwd regex sched search ' +
    'semaphore setjmp shadow signal spawn stdalign stdarg stdatomic stdbool stddef stdint stdio stdlib stdnoreturn string ' +
    'strings stropts sysexits syslog tar termios tgmath threads time trace uchar ucontext ulimit unistd utime utmp utmpx ' +
    'values varargs wait wchar wctype wordexp'
  ).split(' '),
);

/** Folders of headers that the C library and the kernel's headers fill. */
const SYSTEM_FOLDER = /^(?:sys|bits|asm|asm-generic|arpa|netinet|linux|gnu|experimental|ext|tr1)\//;

/** Whether an include is of the standard libraries; C++ names its headers without an extension. */
export function isStandardHeader(header: string): boolean {
  if (!/\.\w+$/.test(header)) return !header.includes('/') || SYSTEM_FOLDER.test(header);
  return (
    C_AND_POSIX.has(header.replace(/\.h$/, '')) || SYSTEM_FOLDER.test(header) || /intrin\.h$/.test(header)
  );
}

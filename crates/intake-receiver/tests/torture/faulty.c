/* A disk that fails on command, and a clock that is set: loaded before libc (LD_PRELOAD) into the
   program under test. The test holds the other end of the control file and changes it at any time.

   Only files below FAULTY_FOLDER are touched. SQLite makes its calls by these names. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

/* The control file: 64-bit numbers in the machine's own order. */
struct control {
    int64_t calls;      /* out: how many calls could have failed so far */
    int64_t fail_from;  /* the first of them that fails, counted from 1; 0: none */
    int64_t fail_until; /* the first that does not fail any more */
    int64_t error;      /* errno of the failing ones */
    int64_t clock;      /* milliseconds that the clock is ahead */
};

static struct control *control;
static char folder[4096];

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("FAULTY_CONTROL"), *below = getenv("FAULTY_FOLDER");
    if (!path || !below) return;
    int fd = open(path, O_RDWR);
    if (fd < 0) abort();
    void *map = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (map == MAP_FAILED) abort();
    close(fd);
    strncpy(folder, below, sizeof folder - 1);
    control = map;
}

static int below(const char *path) {
    return control && strncmp(path, folder, strlen(folder)) == 0;
}

/* Counts a call; whether it is one of those that fail. */
static int fails(void) {
    int64_t call = __atomic_add_fetch(&control->calls, 1, __ATOMIC_SEQ_CST);
    int64_t from = __atomic_load_n(&control->fail_from, __ATOMIC_SEQ_CST);
    if (from == 0 || call < from || call >= __atomic_load_n(&control->fail_until, __ATOMIC_SEQ_CST)) return 0;
    errno = (int)__atomic_load_n(&control->error, __ATOMIC_SEQ_CST);
    return 1;
}

static int fails_fd(int fd) {
    char link[64] = "/proc/self/fd/", path[4096];
    if (!control) return 0;
    char digits[16];
    int n = 0, at = 14;
    for (int rest = fd; n == 0 || rest > 0; rest /= 10) digits[n++] = (char)('0' + rest % 10);
    while (n > 0) link[at++] = digits[--n];
    link[at] = 0;
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return below(path) && fails();
}

#define REAL(name, type) \
    static __typeof__(type) real; \
    if (!real) real = (__typeof__(type))dlsym(RTLD_NEXT, name)

#define FD_CALL(result, name, parameters, fd, arguments) \
    result name parameters { \
        REAL(#name, result (*) parameters); \
        return fails_fd(fd) ? -1 : real arguments; \
    }

/* A write that fails half-way has written its first half, as a full disk does. */
#define WRITE_AT(name, offset_type) \
    ssize_t name(int fd, const void *bytes, size_t count, offset_type at) { \
        REAL(#name, ssize_t (*)(int, const void *, size_t, offset_type)); \
        if (!fails_fd(fd)) return real(fd, bytes, count, at); \
        int error = errno; \
        real(fd, bytes, count / 2, at); \
        errno = error; \
        return -1; \
    }

WRITE_AT(pwrite, off_t)
WRITE_AT(pwrite64, off64_t)
FD_CALL(ssize_t, write, (int fd, const void *bytes, size_t count), fd, (fd, bytes, count))
FD_CALL(int, fsync, (int fd), fd, (fd))
FD_CALL(int, fdatasync, (int fd), fd, (fd))
FD_CALL(int, ftruncate, (int fd, off_t length), fd, (fd, length))
FD_CALL(int, ftruncate64, (int fd, off64_t length), fd, (fd, length))

int unlink(const char *path) {
    REAL("unlink", int (*)(const char *));
    return below(path) && fails() ? -1 : real(path);
}

int clock_gettime(clockid_t clock, struct timespec *time) {
    REAL("clock_gettime", int (*)(clockid_t, struct timespec *));
    int result = real(clock, time);
    if (result == 0 && clock == CLOCK_REALTIME && control) {
        int64_t ahead = __atomic_load_n(&control->clock, __ATOMIC_SEQ_CST);
        int64_t ms = (int64_t)time->tv_sec * 1000 + time->tv_nsec / 1000000 + ahead;
        if (ms < 0) ms = 0;
        time->tv_sec = ms / 1000;
        time->tv_nsec = ms % 1000 * 1000000 + time->tv_nsec % 1000000;
    }
    return result;
}

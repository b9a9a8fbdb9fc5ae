/* Preloaded, it makes one chosen call that changes a file fail, as a broken disk would. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <sys/types.h>

static long countdown = 0;
static int lasts = 0, code = 0;

/* The call number `call` from now fails with `error`, and those after it too if `stays`. */
void fail_at(long call, int error, int stays) {
    countdown = call;
    code = error;
    lasts = stays;
}

/* Whether the call that was chosen has come. */
int has_failed(void) { return code != 0 && countdown <= 0; }

static int fails(void) {
    if (code == 0 || (countdown <= 0 && !lasts)) return 0;
    if (countdown > 0 && --countdown > 0) return 0;
    errno = code;
    return 1;
}

#define REPLACE(result, name, parameters, arguments)              \
    result name parameters {                                      \
        static result(*real) parameters;                          \
        if (!real) real = (result(*) parameters)dlsym(RTLD_NEXT, #name); \
        return fails() ? -1 : real arguments;                     \
    }

REPLACE(ssize_t, write, (int file, const void *data, size_t size), (file, data, size))
REPLACE(ssize_t, pwrite, (int file, const void *data, size_t size, off_t at), (file, data, size, at))
REPLACE(ssize_t, pwrite64, (int file, const void *data, size_t size, off64_t at), (file, data, size, at))
REPLACE(int, fsync, (int file), (file))
REPLACE(int, fdatasync, (int file), (file))
REPLACE(int, ftruncate, (int file, off_t size), (file, size))
REPLACE(int, ftruncate64, (int file, off64_t size), (file, size))

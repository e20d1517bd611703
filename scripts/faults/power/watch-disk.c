/* Writes down how far a journal's files were synced, so that the suite can take away what a power cut would take.
   Where no small disk may be mounted, it also plays a full one: a folder with the file disk-is-full in it refuses every
   write to its journal for as long as the ballast lies there too, or the file disk-is-hard. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void note(int fd) {
  const char *log = getenv("TILLBRIDGE_SYNC_LOG");
  char link[64], path[4096], line[4300];
  struct stat info;
  if (log == NULL) return;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0 || fstat(fd, &info) != 0) return;
  path[length] = 0;
  if (strstr(path, "journal.sqlite") == NULL) return;
  int size = snprintf(line, sizeof line, "%lld %s\n", (long long)info.st_size, path);
  int out = open(log, O_WRONLY | O_CREAT | O_APPEND, 0600);
  if (out < 0) return;
  if (write(out, line, (size_t)size) < 0) { close(out); return; }
  close(out);
}

int fsync(int fd) {
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
  int result = real(fd);
  if (result == 0) note(fd);
  return result;
}

int fdatasync(int fd) {
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
  int result = real(fd);
  if (result == 0) note(fd);
  return result;
}

static int refuses(int fd) {
  char link[64], path[4096], flag[4200];
  if (getenv("TILLBRIDGE_PLAY_FULL") == NULL) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  char *name = strstr(path, "/journal.sqlite");
  if (name == NULL) return 0;
  *name = 0;
  snprintf(flag, sizeof flag, "%s/disk-is-full", path);
  if (access(flag, F_OK) != 0) return 0;
  snprintf(flag, sizeof flag, "%s/disk-is-hard", path);
  if (access(flag, F_OK) == 0) return 1;
  snprintf(flag, sizeof flag, "%s/ballast", path);
  return access(flag, F_OK) == 0;
}

ssize_t write(int fd, const void *bytes, size_t count) {
  ssize_t (*real)(int, const void *, size_t) = (ssize_t (*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
  if (refuses(fd)) { errno = ENOSPC; return -1; }
  return real(fd, bytes, count);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
  ssize_t (*real)(int, const void *, size_t, off64_t) = (ssize_t (*)(int, const void *, size_t, off64_t))dlsym(RTLD_NEXT, "pwrite64");
  if (refuses(fd)) { errno = ENOSPC; return -1; }
  return real(fd, bytes, count, at);
}

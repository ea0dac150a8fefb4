/*
 * Behaves like NVIDIA's management library, without a card. Struct layouts are those of nvml.h.
 * Tests set values by name and answers by function. Compile with -DNO_x to leave a function out, as older drivers do, and
 * with -DRECORD_32 for process records of 32 bytes, as the R535 drivers fill.
 */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define DEVICES 16
#define SETTINGS 512
#define EXPORT __attribute__((visibility("default")))

typedef struct { char name[64]; int device; int64_t value; } setting;
static setting settings[SETTINGS];
static int setting_count = 0;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t event_came = PTHREAD_COND_INITIALIZER;
static int devices[DEVICES];
static int initialised = 0;
static int starts = 0;
static int calls = 0;
static struct { int device; uint64_t xid; } events[64];
static int event_count = 0;

/* Values are looked up by name for one device, else for all (-1), else the default. */
static int64_t get(const char *name, int device, int64_t otherwise) {
    int64_t found = otherwise;
    pthread_mutex_lock(&lock);
    for (int i = 0; i < setting_count; i++) {
        if (strcmp(settings[i].name, name) == 0 && (settings[i].device == device || settings[i].device == -1)) {
            found = settings[i].value;
            if (settings[i].device == device) break;
        }
    }
    pthread_mutex_unlock(&lock);
    return found;
}

EXPORT void fake_set(const char *name, int device, int64_t value) {
    pthread_mutex_lock(&lock);
    int i = 0;
    while (i < setting_count && (strcmp(settings[i].name, name) != 0 || settings[i].device != device)) i++;
    if (i < SETTINGS) {
        if (i == setting_count) setting_count++;
        snprintf(settings[i].name, sizeof settings[i].name, "%s", name);
        settings[i].device = device;
        settings[i].value = value;
    }
    pthread_mutex_unlock(&lock);
}

EXPORT void fake_event(int device, uint64_t xid) {
    pthread_mutex_lock(&lock);
    events[event_count].device = device;
    events[event_count++].xid = xid;
    pthread_cond_broadcast(&event_came);
    pthread_mutex_unlock(&lock);
}

EXPORT int fake_references(void) { return initialised; }
EXPORT int fake_starts(void) { return starts; }
EXPORT int fake_calls(void) { return calls; }

static int index_of(void *device) { return (int)((int *)device - devices); }

/* The answer that a test gave a function, else the device's own, else success. */
static int answer(const char *function, void *device) {
    calls++;
    int d = index_of(device);
    int lost_after = (int)get("lost after calls", d, -1);
    if (lost_after >= 0 && calls > lost_after) return 15;
    int code = (int)get(function, d, 0);
    return code != 0 ? code : (int)get("device", d, 0);
}

#define ANSWER(device) do { int code_ = answer(__func__, device); if (code_ != 0) return code_; } while (0)
#define D index_of(device)

EXPORT int nvmlInit_v2(void) {
    int code = (int)get("init", -1, 0);
    if (code == 0 && initialised++ == 0) starts++;
    return code;
}
EXPORT int nvmlShutdown(void) { initialised--; return 0; }
EXPORT int nvmlSystemGetDriverVersion(char *text, unsigned length) { snprintf(text, length, "580.65.06"); return 0; }
EXPORT int nvmlDeviceGetCount_v2(unsigned *count) { *count = (unsigned)get("devices", -1, 1); return 0; }
EXPORT int nvmlDeviceGetHandleByIndex_v2(unsigned index, void **device) {
    int code = (int)get("nvmlDeviceGetHandleByIndex_v2", (int)index, 0);
    if (code != 0) return code;
    *device = &devices[index];
    return 0;
}
EXPORT int nvmlDeviceGetName(void *device, char *text, unsigned length) {
    ANSWER(device);
    snprintf(text, length, get("ti", D, 0) ? "NVIDIA GeForce RTX 3090 Ti" : "NVIDIA GeForce RTX 3090");
    return 0;
}
EXPORT int nvmlDeviceGetUUID(void *device, char *text, unsigned length) {
    ANSWER(device);
    snprintf(text, length, "GPU-00000000-0000-0000-0000-%012d", D);
    return 0;
}
typedef struct { char legacy[16]; unsigned domain, bus, device, ids, subsystem; char busId[32]; } pci_info;
EXPORT int nvmlDeviceGetPciInfo_v3(void *device, pci_info *pci) {
    ANSWER(device);
    memset(pci, 0, sizeof *pci);
    pci->bus = (unsigned)D + 1;
    pci->ids = 0x220410de;
    snprintf(pci->busId, sizeof pci->busId, "00000000:%02X:00.0", D + 1);
    return 0;
}
EXPORT int nvmlDeviceGetMemoryBusWidth(void *device, unsigned *bits) { ANSWER(device); *bits = 384; return 0; }

typedef struct { uint64_t total, free, used; } memory_v1;
typedef struct { unsigned version; uint64_t total, reserved, free, used; } memory_v2;
static uint64_t total(int d) { return (uint64_t)get("total", d, 25769803776LL); }
static uint64_t used(int d) { return (uint64_t)get("used", d, 1073741824LL); }
static uint64_t reserved(int d) { return (uint64_t)get("reserved", d, 268435456LL); }
EXPORT int nvmlDeviceGetMemoryInfo(void *device, memory_v1 *memory) {
    ANSWER(device);
    memory->total = total(D);
    memory->used = used(D) + reserved(D);
    memory->free = memory->total - memory->used;
    return 0;
}
#ifndef NO_MEMORY_V2
EXPORT int nvmlDeviceGetMemoryInfo_v2(void *device, memory_v2 *memory) {
    ANSWER(device);
    if (memory->version != 0x02000028) return 13;
    memory->total = total(D);
    memory->used = used(D);
    memory->reserved = reserved(D);
    memory->free = memory->total - memory->used - memory->reserved;
    return 0;
}
#endif
EXPORT int nvmlDeviceGetUtilizationRates(void *device, unsigned *rates) {
    ANSWER(device);
    rates[0] = (unsigned)get("gpu", D, 86);
    rates[1] = (unsigned)get("memory duty", D, 41);
    return 0;
}
#ifndef NO_TEMPERATURE_V
EXPORT int nvmlDeviceGetTemperatureV(void *device, unsigned *temperature) {
    ANSWER(device);
    if (temperature[0] != 0x0100000c) return 25;
    temperature[2] = (unsigned)get("temperature", D, 71);
    return 0;
}
EXPORT int nvmlDeviceGetMarginTemperature(void *device, unsigned *margin) {
    ANSWER(device);
    if (margin[0] != 0x01000008) return 25;
    margin[1] = (unsigned)(90 - get("temperature", D, 71));
    return 0;
}
#endif
EXPORT int nvmlDeviceGetTemperature(void *device, int sensor, unsigned *temperature) {
    ANSWER(device);
    *temperature = (unsigned)get("temperature", D, 71);
    return sensor == 0 ? 0 : 2;
}
EXPORT int nvmlDeviceGetTemperatureThreshold(void *device, int type, unsigned *temperature) {
    ANSWER(device);
    static const unsigned limits[] = {98, 95, 110, 93};
    if (type > 3) return 2;
    *temperature = limits[type];
    return 0;
}
EXPORT int nvmlDeviceGetPowerUsage(void *device, unsigned *mw) { ANSWER(device); *mw = (unsigned)get("mw", D, 290500); return 0; }
EXPORT int nvmlDeviceGetEnforcedPowerLimit(void *device, unsigned *mw) { ANSWER(device); *mw = 350000; return 0; }
EXPORT int nvmlDeviceGetPowerManagementDefaultLimit(void *device, unsigned *mw) { ANSWER(device); *mw = 350000; return 0; }
EXPORT int nvmlDeviceGetClockInfo(void *device, int type, unsigned *mhz) {
    ANSWER(device);
    static const unsigned clocks[] = {1695, 1695, 9501, 1500};
    if (type > 3) return 2;
    *mhz = clocks[type];
    return 0;
}
EXPORT int nvmlDeviceGetMaxClockInfo(void *device, int type, unsigned *mhz) {
    ANSWER(device);
    static const unsigned clocks[] = {2100, 2100, 9751, 1950};
    if (type > 3) return 2;
    *mhz = clocks[type];
    return 0;
}
EXPORT int nvmlDeviceGetNumFans(void *device, unsigned *fans) { ANSWER(device); *fans = 2; return 0; }
EXPORT int nvmlDeviceGetFanSpeed_v2(void *device, unsigned fan, unsigned *percent) {
    ANSWER(device);
    *percent = (unsigned)get("fan", D, 55) + fan;
    return 0;
}
EXPORT int nvmlDeviceGetFanSpeedRPM(void *device, unsigned *speed) {
    ANSWER(device);
    if (speed[0] != 0x0100000c) return 25;
    speed[2] = 1530 + 100 * speed[1];
    return 0;
}
EXPORT int nvmlDeviceGetCurrPcieLinkGeneration(void *device, unsigned *value) { ANSWER(device); *value = (unsigned)get("generation", D, 4); return 0; }
EXPORT int nvmlDeviceGetCurrPcieLinkWidth(void *device, unsigned *value) { ANSWER(device); *value = (unsigned)get("width", D, 16); return 0; }
EXPORT int nvmlDeviceGetMaxPcieLinkGeneration(void *device, unsigned *value) { ANSWER(device); *value = 4; return 0; }
EXPORT int nvmlDeviceGetMaxPcieLinkWidth(void *device, unsigned *value) { ANSWER(device); *value = 16; return 0; }
#ifndef NO_EVENT_REASONS
EXPORT int nvmlDeviceGetCurrentClocksEventReasons(void *device, uint64_t *bits) { ANSWER(device); *bits = (uint64_t)get("reasons", D, 4); return 0; }
#endif
EXPORT int nvmlDeviceGetCurrentClocksThrottleReasons(void *device, uint64_t *bits) { ANSWER(device); *bits = (uint64_t)get("reasons", D, 4); return 0; }

typedef struct { unsigned id, scope; int64_t timestamp, latency; unsigned type, code; union { double d; unsigned u; uint64_t ull; int64_t sll; int s; } value; } field;
EXPORT int nvmlDeviceGetFieldValues(void *device, int count, field *fields) {
    ANSWER(device);
    for (int i = 0; i < count; i++) {
        char name[32];
        snprintf(name, sizeof name, "field %u", fields[i].id);
        int64_t value = get(name, D, INT64_MIN);
        fields[i].code = value == INT64_MIN ? 3 : 0;
        fields[i].type = 3;
        fields[i].value.sll = value;
    }
    return 0;
}

typedef struct {
    unsigned pid; uint64_t used; unsigned gpu, compute;
#ifdef RECORD_32
    uint64_t secret;
#endif
} process;
/* MIG exists on some cards only: without a value for "mig" it is not supported. */
EXPORT int nvmlDeviceGetMigMode(void *device, unsigned *current, unsigned *pending) {
    ANSWER(device);
    int64_t mode = get("mig", D, -1);
    if (mode < 0) return 3;
    *current = (unsigned)mode;
    *pending = (unsigned)get("mig pending", D, mode);
    return 0;
}

static int processes(void *device, const char *what, unsigned *count, process *list) {
    int d = D;
    unsigned have = (unsigned)get(what, d, 0), grows = (unsigned)get("grows", d, 0);
    if (grows) { have += grows; fake_set(what, d, have); }
    unsigned room = *count;
    *count = have;
    if (room < have) return 7;
    for (unsigned i = 0; i < have; i++) {
        list[i].pid = (unsigned)get("first pid", d, 1000) + i;
        list[i].used = get("secret bytes", d, 0) ? UINT64_MAX : (uint64_t)get("process bytes", d, 104857600LL);
        list[i].gpu = list[i].compute = UINT32_MAX;
#ifdef RECORD_32
        list[i].secret = 0;
#endif
    }
    return 0;
}
#ifndef NO_PROCESSES_V3
EXPORT int nvmlDeviceGetComputeRunningProcesses_v3(void *device, unsigned *count, process *list) { ANSWER(device); return processes(device, "compute", count, list); }
EXPORT int nvmlDeviceGetGraphicsRunningProcesses_v3(void *device, unsigned *count, process *list) { ANSWER(device); return processes(device, "graphics", count, list); }
EXPORT int nvmlDeviceGetMPSComputeRunningProcesses_v3(void *device, unsigned *count, process *list) { ANSWER(device); return processes(device, "mps", count, list); }
#else
EXPORT int nvmlDeviceGetComputeRunningProcesses_v2(void *device, unsigned *count, process *list) { ANSWER(device); return processes(device, "compute", count, list); }
EXPORT int nvmlDeviceGetGraphicsRunningProcesses_v2(void *device, unsigned *count, process *list) { ANSWER(device); return processes(device, "graphics", count, list); }
EXPORT int nvmlDeviceGetMPSComputeRunningProcesses_v2(void *device, unsigned *count, process *list) { ANSWER(device); return processes(device, "mps", count, list); }
#endif
#ifdef PROCESS_DETAILS
typedef struct { unsigned pid; uint64_t used; unsigned gpu, compute; uint64_t secret; } detail;
typedef struct { unsigned version, mode, count; detail *list; } detail_list;
EXPORT int nvmlDeviceGetRunningProcessDetailList(void *device, detail_list *out) {
    ANSWER(device);
    if (out->version != 0x01000018) return 25;
    static const char *names[] = {"compute", "graphics", "mps"};
    unsigned have = (unsigned)get(names[out->mode], D, 0), room = out->count;
    out->count = have;
    if (room < have) return 7;
    for (unsigned i = 0; i < have; i++) out->list[i] = (detail){2000 + i, 209715200, UINT32_MAX, UINT32_MAX, 0};
    return 0;
}
#endif

#ifndef NO_EVENTS
typedef struct { void *device; uint64_t type, data; unsigned gpu, compute; } event_data;
static int event_set;
EXPORT int nvmlEventSetCreate(void **set) { *set = &event_set; return 0; }
EXPORT int nvmlEventSetFree(void *set) { return set == &event_set ? 0 : 2; }
EXPORT int nvmlDeviceRegisterEvents(void *device, uint64_t types, void *set) {
    int code = (int)get(__func__, D, 0); /* by the listener's thread, so not among the counted calls */
    return code != 0 ? code : set == &event_set && types == 8 ? 0 : 2;
}
EXPORT int nvmlEventSetWait_v2(void *set, event_data *data, unsigned timeout_ms) {
    int forced = (int)get("nvmlEventSetWait_v2", -1, 0);
    if (set != &event_set) return 2;
    if (forced) return forced;
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += timeout_ms / 1000;
    until.tv_nsec += (long)(timeout_ms % 1000) * 1000000L;
    if (until.tv_nsec >= 1000000000L) { until.tv_sec++; until.tv_nsec -= 1000000000L; }
    pthread_mutex_lock(&lock);
    while (event_count == 0 && pthread_cond_timedwait(&event_came, &lock, &until) == 0) { }
    int code = 10;
    if (event_count > 0) {
        memset(data, 0, sizeof *data);
        data->device = &devices[events[0].device];
        data->type = 8;
        data->data = events[0].xid;
        memmove(&events[0], &events[1], sizeof events[0] * (size_t)--event_count);
        code = 0;
    }
    pthread_mutex_unlock(&lock);
    return code;
}
#endif

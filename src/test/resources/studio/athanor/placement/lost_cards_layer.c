/*
 * A Vulkan layer that makes graphics cards of the software devices below it, and takes one away.
 *
 * It names the devices "Test Card A", "Test Card B" and so on, calls them discrete and gives each an identity of its own. As soon
 * as the file LOST_FILE exists, the card whose number it holds is lost: work that is submitted to it or waited for fails with
 * VK_ERROR_DEVICE_LOST, and processes that look for devices do not find it any more.
 *
 * No header of Vulkan is needed: the few declarations below are the ABI of vulkan_core.h and vk_layer.h.
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define EXPORT __attribute__((visibility("default")))

#define SUCCESS 0
#define ERROR_DEVICE_LOST (-4)
#define ERROR_INITIALIZATION_FAILED (-3)
#define INCOMPLETE 5

#define TYPE_LOADER_INSTANCE_CREATE_INFO 47
#define TYPE_LOADER_DEVICE_CREATE_INFO 48
#define TYPE_VULKAN_1_1_PROPERTIES 50
#define TYPE_ID_PROPERTIES 1000071004
#define LINK_INFO 0
#define DISCRETE_GPU 2

#define MOST 16

typedef int32_t Result;
typedef void *Handle;
typedef void (*Function)(void);
typedef Function (*GetProc)(Handle, const char *);

typedef struct {
    int32_t type;
    void *next;
    uint32_t version;
    GetProc instance_proc;
    GetProc device_proc;
    GetProc physical_device_proc;
} NegotiateInterface;

typedef struct InstanceLink {
    struct InstanceLink *next;
    GetProc instance_proc;
    GetProc physical_device_proc;
} InstanceLink;

typedef struct DeviceLink {
    struct DeviceLink *next;
    GetProc instance_proc;
    GetProc device_proc;
} DeviceLink;

/* The head of VkLayerInstanceCreateInfo and VkLayerDeviceCreateInfo alike. */
typedef struct {
    int32_t type;
    const void *next;
    int32_t function;
    void *link;
} LinkInfo;

typedef struct {
    int32_t type;
    void *next;
} Chained;

/* VkPhysicalDeviceIDProperties, and the first members of VkPhysicalDeviceVulkan11Properties. */
typedef struct {
    int32_t type;
    void *next;
    uint8_t device_uuid[16];
} Identity;

typedef struct {
    uint32_t api_version;
    uint32_t driver_version;
    uint32_t vendor_id;
    uint32_t device_id;
    int32_t device_type;
    char name[256];
} Properties;

typedef struct {
    Handle device;
    int card;
    GetProc next;
} Device;

typedef struct {
    Handle queue;
    Device *device;
} Queue;

static Handle instance;
static GetProc next_instance_proc;
static Result (*next_enumerate)(Handle, uint32_t *, Handle *);
static void (*next_properties)(Handle, void *);
static void (*next_properties2)(Handle, void *);
static Handle cards[MOST];
static uint32_t card_count;
static Device devices[MOST];
static uint32_t device_count;
static Queue queues[4 * MOST];
static uint32_t queue_count;

/* Returns the card that is lost, -1 for none. */
static int lost_card(void) {
    FILE *file = fopen(LOST_FILE, "r");
    int card = -1;
    if (file != NULL) {
        if (fscanf(file, "%d", &card) != 1) {
            card = -1;
        }
        fclose(file);
    }
    return card;
}

static int card_of(Handle physical_device) {
    for (uint32_t i = 0; i < card_count; i++) {
        if (cards[i] == physical_device) {
            return (int) i;
        }
    }
    return -1;
}

static Device *device_of(Handle handle) {
    for (uint32_t i = 0; i < device_count; i++) {
        if (devices[i].device == handle) {
            return &devices[i];
        }
    }
    return NULL;
}

static Device *device_of_queue(Handle queue) {
    for (uint32_t i = 0; i < queue_count; i++) {
        if (queues[i].queue == queue) {
            return queues[i].device;
        }
    }
    return NULL;
}

static void *link_of(const void *create_info, int32_t type) {
    const LinkInfo *each = ((const Chained *) create_info)->next;
    while (each != NULL && !(each->type == type && each->function == LINK_INFO)) {
        each = each->next;
    }
    return (void *) each;
}

static Result create_instance(const void *info, const void *allocator, Handle *created) {
    LinkInfo *chain = link_of(info, TYPE_LOADER_INSTANCE_CREATE_INFO);
    if (chain == NULL) {
        return ERROR_INITIALIZATION_FAILED;
    }
    InstanceLink *link = chain->link;
    next_instance_proc = link->instance_proc;
    chain->link = link->next;
    Result (*create)(const void *, const void *, Handle *) = (void *) next_instance_proc(NULL, "vkCreateInstance");
    Result result = create(info, allocator, created);
    if (result == SUCCESS) {
        instance = *created;
        card_count = 0;
        /* Later the loader would answer with the functions of this layer. */
        next_enumerate = (void *) next_instance_proc(instance, "vkEnumeratePhysicalDevices");
        next_properties = (void *) next_instance_proc(instance, "vkGetPhysicalDeviceProperties");
        next_properties2 = (void *) next_instance_proc(instance, "vkGetPhysicalDeviceProperties2");
    }
    return result;
}

static Result enumerate(Handle of, uint32_t *count, Handle *found) {
    if (card_count == 0) {
        uint32_t all = MOST;
        Result result = next_enumerate(of, &all, cards);
        if (result != SUCCESS) {
            return result;
        }
        card_count = all;
    }
    int lost = lost_card();
    uint32_t there = 0;
    uint32_t room = found == NULL ? 0 : *count;
    for (uint32_t i = 0; i < card_count; i++) {
        if ((int) i != lost) {
            if (there < room) {
                found[there] = cards[i];
            }
            there++;
        }
    }
    if (found == NULL) {
        *count = there;
        return SUCCESS;
    }
    *count = there < room ? there : room;
    return there > room ? INCOMPLETE : SUCCESS;
}

static void disguise(int card, Properties *properties) {
    if (card >= 0) {
        properties->device_type = DISCRETE_GPU;
        snprintf(properties->name, sizeof(properties->name), "Test Card %c", 'A' + card);
    }
}

static void properties(Handle physical_device, Properties *found) {
    next_properties(physical_device, found);
    disguise(card_of(physical_device), found);
}

static void properties2(Handle physical_device, Chained *found) {
    next_properties2(physical_device, found);
    int card = card_of(physical_device);
    disguise(card, (Properties *) (found + 1));
    for (Chained *each = found->next; each != NULL; each = each->next) {
        if (each->type == TYPE_ID_PROPERTIES || each->type == TYPE_VULKAN_1_1_PROPERTIES) {
            ((Identity *) each)->device_uuid[0] = (uint8_t) (card + 1);
        }
    }
}

static Result create_device(Handle physical_device, const void *info, const void *allocator, Handle *created) {
    LinkInfo *chain = link_of(info, TYPE_LOADER_DEVICE_CREATE_INFO);
    if (chain == NULL || device_count == MOST) {
        return ERROR_INITIALIZATION_FAILED;
    }
    DeviceLink *link = chain->link;
    chain->link = link->next;
    Result (*create)(Handle, const void *, const void *, Handle *) =
        (void *) link->instance_proc(instance, "vkCreateDevice");
    Result result = create(physical_device, info, allocator, created);
    if (result == SUCCESS) {
        devices[device_count++] = (Device) {*created, card_of(physical_device), link->device_proc};
    }
    return result;
}

static void remember(Handle queue, Device *owner) {
    if (device_of_queue(queue) == NULL && queue_count < 4 * MOST) {
        queues[queue_count++] = (Queue) {queue, owner};
    }
}

static void get_queue(Handle device, uint32_t family, uint32_t index, Handle *queue) {
    Device *owner = device_of(device);
    void (*next)(Handle, uint32_t, uint32_t, Handle *) = (void *) owner->next(device, "vkGetDeviceQueue");
    next(device, family, index, queue);
    remember(*queue, owner);
}

static void get_queue2(Handle device, const void *info, Handle *queue) {
    Device *owner = device_of(device);
    void (*next)(Handle, const void *, Handle *) = (void *) owner->next(device, "vkGetDeviceQueue2");
    next(device, info, queue);
    remember(*queue, owner);
}

static int is_lost(Device *device) {
    return device->card >= 0 && device->card == lost_card();
}

static Result submit(Handle queue, uint32_t count, const void *submits, uint64_t fence) {
    Device *device = device_of_queue(queue);
    if (is_lost(device)) {
        return ERROR_DEVICE_LOST;
    }
    Result (*next)(Handle, uint32_t, const void *, uint64_t) = (void *) device->next(device->device, "vkQueueSubmit");
    return next(queue, count, submits, fence);
}

static Result submit2(Handle queue, uint32_t count, const void *submits, uint64_t fence) {
    Device *device = device_of_queue(queue);
    if (is_lost(device)) {
        return ERROR_DEVICE_LOST;
    }
    Result (*next)(Handle, uint32_t, const void *, uint64_t) = (void *) device->next(device->device, "vkQueueSubmit2");
    return next(queue, count, submits, fence);
}

static Result wait_for_fences(Handle handle, uint32_t count, const uint64_t *fences, uint32_t all, uint64_t timeout) {
    Device *device = device_of(handle);
    if (is_lost(device)) {
        return ERROR_DEVICE_LOST;
    }
    Result (*next)(Handle, uint32_t, const uint64_t *, uint32_t, uint64_t) =
        (void *) device->next(handle, "vkWaitForFences");
    return next(handle, count, fences, all, timeout);
}

static Result fence_status(Handle handle, uint64_t fence) {
    Device *device = device_of(handle);
    if (is_lost(device)) {
        return ERROR_DEVICE_LOST;
    }
    Result (*next)(Handle, uint64_t) = (void *) device->next(handle, "vkGetFenceStatus");
    return next(handle, fence);
}

static Function instance_proc(Handle of, const char *name);
static Function device_proc(Handle of, const char *name);

static const struct {
    const char *name;
    Function function;
} OF_INSTANCES[] = {
    {"vkGetInstanceProcAddr", (Function) instance_proc},
    {"vkCreateInstance", (Function) create_instance},
    {"vkEnumeratePhysicalDevices", (Function) enumerate},
    {"vkGetPhysicalDeviceProperties", (Function) properties},
    {"vkGetPhysicalDeviceProperties2", (Function) properties2},
    {"vkGetPhysicalDeviceProperties2KHR", (Function) properties2},
    {"vkCreateDevice", (Function) create_device},
}, OF_DEVICES[] = {
    {"vkGetDeviceProcAddr", (Function) device_proc},
    {"vkGetDeviceQueue", (Function) get_queue},
    {"vkGetDeviceQueue2", (Function) get_queue2},
    {"vkQueueSubmit", (Function) submit},
    {"vkQueueSubmit2", (Function) submit2},
    {"vkQueueSubmit2KHR", (Function) submit2},
    {"vkWaitForFences", (Function) wait_for_fences},
    {"vkGetFenceStatus", (Function) fence_status},
};

static Function of_devices(const char *name) {
    for (size_t i = 0; i < sizeof(OF_DEVICES) / sizeof(OF_DEVICES[0]); i++) {
        if (strcmp(name, OF_DEVICES[i].name) == 0) {
            return OF_DEVICES[i].function;
        }
    }
    return NULL;
}

static Function device_proc(Handle of, const char *name) {
    Function mine = of_devices(name);
    Device *device = device_of(of);
    return mine != NULL ? mine : device == NULL ? NULL : device->next(of, name);
}

static Function instance_proc(Handle of, const char *name) {
    for (size_t i = 0; i < sizeof(OF_INSTANCES) / sizeof(OF_INSTANCES[0]); i++) {
        if (strcmp(name, OF_INSTANCES[i].name) == 0) {
            return OF_INSTANCES[i].function;
        }
    }
    Function mine = of_devices(name);
    return mine != NULL ? mine : next_instance_proc == NULL ? NULL : next_instance_proc(of, name);
}

EXPORT Result vkNegotiateLoaderLayerInterfaceVersion(NegotiateInterface *interface) {
    interface->version = 2;
    interface->instance_proc = instance_proc;
    interface->device_proc = device_proc;
    interface->physical_device_proc = NULL;
    return SUCCESS;
}

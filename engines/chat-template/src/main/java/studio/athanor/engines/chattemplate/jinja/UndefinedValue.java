package studio.athanor.engines.chattemplate.jinja;

/**
 * What a missing variable, item or attribute is: prints as nothing, counts as false, is empty, and fails in any other
 * use.
 *
 * @param message of that failure
 */
record UndefinedValue(String message) implements Value {

    static UndefinedValue variable(String name) {
        return new UndefinedValue("'" + name + "' is undefined");
    }

    static UndefinedValue attribute(Value owner, String name) {
        return new UndefinedValue("'" + owner.typeName() + " object' has no attribute '" + name + "'");
    }

    static UndefinedValue element(Value owner, Value key) {
        return key instanceof TextValue text
                ? attribute(owner, text.text())
                : new UndefinedValue(owner.typeName() + " object has no element " + Representation.shortRepr(key));
    }

    static UndefinedValue unsafe(Value owner, String name) {
        return new UndefinedValue("Access to attribute '" + name + "' of a " + owner.typeName() + " is refused");
    }

    Fault fault() {
        return Fault.failed(message);
    }

    @Override
    public String typeName() {
        return "Undefined";
    }

    @Override
    public boolean truth() {
        return false;
    }
}

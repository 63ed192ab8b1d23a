extension ModelWriter {
    /// What a hub reads out of weights and `config.json`.
    func writeSafetensors(_ model: GeneratedModel, _ family: Family, to out: inout PageBytes) {
        guard model.showsParameters, model.kind.format == .safetensors || model.kind.format == .mlx else { return }
        guard model.kind.relation != .adapter else {
            let total = maker.adapterSize(of: model) / 4
            out += ",\"safetensors\":{\"parameters\":{\"F32\":"
            out += total
            out += "},\"total\":"
            out += total
            out += "}"
            return
        }
        let total = family.sizes[model.size].parameters
        out += ",\"safetensors\":{\"parameters\":{\""
        if model.packing == .none {
            out += maker.bits(of: model, family) > 16 ? "F32" : "BF16"
            out += "\":"
            out += total
        } else {
            let whole = total / 40
            out += "BF16\":"
            out += model.packing == .mlxBF16 ? total : whole
            if model.packing != .mlxBF16 {
                out += ",\""
                out += model.packing.type
                out += "\":"
                out += total - whole
            }
        }
        out += "},\"total\":"
        out += total
        out += "}"
    }

    func writeGGUF(_ model: GeneratedModel, _ family: Family, to out: inout PageBytes) {
        guard model.kind.format == .gguf else { return }
        out += ",\"gguf\":{\"total\":"
        out += family.sizes[model.size].parameters
        out += ",\"architecture\":\""
        out += family.type
        out += "\""
        if family.context > 0 {
            out += ",\"context_length\":"
            out += family.context
        }
        if maker.converses(model) {
            out += ",\"chat_template\":"
            out += Self.template
        }
        out += ",\"bos_token\":\"<s>\",\"eos_token\":\"</s>\",\"totalFileSize\":"
        out += model.storage
        out += "}"
    }

    func writeConfig(_ model: GeneratedModel, _ family: Family, to out: inout PageBytes) {
        guard maker.hasConfig(model), !family.type.isEmpty else { return }
        out += ",\"config\":"
        writeConfigObject(model, family, withTokenizer: true, to: &out)
    }

    /// The same as the file, but for the tokenizer, which the Hub adds.
    func writeConfigObject(_ model: GeneratedModel, _ family: Family, withTokenizer: Bool, to out: inout PageBytes) {
        out += "{"
        if !family.architecture.isEmpty {
            out += "\"architectures\":[\""
            out += family.architecture
            out += "\"],"
        }
        out += "\"model_type\":\""
        out += family.type
        out += "\""
        if !withTokenizer, family.context > 0 {
            out += ",\"max_position_embeddings\":"
            out += family.context
        }
        if model.packing.bits < 16, model.packing.tag.utf8CodeUnitCount > 0 {
            out += ",\"quantization_config\":{\"quant_method\":\""
            out += model.packing.tag
            out += "\",\"bits\":"
            out += Int64(model.packing.bits)
            out += "}"
        }
        if withTokenizer, maker.converses(model) {
            out += ",\"tokenizer_config\":{\"bos_token\":\"<s>\",\"eos_token\":\"</s>\",\"unk_token\":\"<unk>\",\"chat_template\":"
            out += Self.template
            out += "}"
        }
        out += "}"
    }

    /// Templates make up much of a real listing's bytes.
    private static let template: [UInt8] =
        JSON.string(
            #"""
            {%- if not tools is defined %}{% set tools = none %}{% endif %}
            {%- if messages[0]['role'] == 'system' %}{% set system = messages[0]['content'] | trim %}{% set turns = messages[1:] %}
            {%- else %}{% set system = 'You answer in plain words.' %}{% set turns = messages %}{% endif %}
            {{- '<start>system\n' + system }}
            {%- if tools is not none %}
            {{- '\n\nYou may call these functions. Answer with one JSON object a call, a name and its arguments, and nothing else.\n' }}
            {%- for tool in tools %}{{ tool | tojson(indent=2) + '\n' }}{% endfor %}
            {%- endif %}
            {{- '<end>\n' }}
            {%- for message in turns %}
            {%- if message['role'] == 'user' and loop.index0 % 2 == 1 and tools is none %}
            {{- raise_exception('roles must take turns: user, assistant, user, assistant') }}
            {%- endif %}
            {%- if message['role'] == 'tool' %}
            {{- '<start>tool\n' + message['content'] | tojson + '<end>\n' }}
            {%- elif message.tool_calls is defined and message.tool_calls | length > 0 %}
            {{- '<start>assistant\n' }}
            {%- for call in message.tool_calls %}
            {{- '{"name": "' + call.function.name + '", "arguments": ' + call.function.arguments | tojson + '}\n' }}
            {%- endfor %}
            {{- '<end>\n' }}
            {%- elif message['content'] is string %}
            {{- '<start>' + message['role'] + '\n' + message['content'] | trim + '<end>\n' }}
            {%- else %}
            {{- '<start>' + message['role'] + '\n' }}
            {%- for part in message['content'] %}
            {%- if part['type'] == 'image' %}{{ '<image>' }}{% elif part['type'] == 'text' %}{{ part['text'] | trim }}{% endif %}
            {%- endfor %}
            {{- '<end>\n' }}
            {%- endif %}
            {%- endfor %}
            {%- if add_generation_prompt %}{{ '<start>assistant\n' }}{% endif %}
            """#
        ).bytes
}

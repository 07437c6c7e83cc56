// Eleventy has no types; these are the parts that eleventy.ts uses.
declare module '@11ty/eleventy' {
  interface NunjucksEnvironment {
    readonly loaders: ReadonlyArray<{ readonly searchPaths: string[] }>;
    render(template: string, context: Record<string, unknown>, done: Done): void;
  }

  type Done = (error: Error | null, text: string | null) => void;

  interface InTemplate {
    readonly env: NunjucksEnvironment;
    readonly ctx: Record<string, unknown>;
  }

  export interface EleventyConfig {
    readonly ignores: Set<string>;
    readonly benchmarkManager: { get(group: 'Configuration'): { setIsVerbose(verbose: boolean): void } };
    on(event: 'eleventy.engine.njk', hear: (engine: { environment: NunjucksEnvironment }) => void): void;
    setUseGitIgnore(use: boolean): void;
    setFrontMatterParsingOptions(options: { engines: Record<string, () => never> }): void;
    addPlugin(plugin: (config: EleventyConfig) => unknown): void;
    addDateParsing(parse: (this: { page: { inputPath: string } }, value: unknown) => Date | undefined): void;
    addFilter(name: string, filter: (value: never) => string): void;
    addNunjucksAsyncFilter(name: string, filter: (this: InTemplate, value: never, done: Done) => void): void;
    addGlobalData(name: string, value: unknown): void;
    addTemplate(path: string, content: string, data?: Record<string, unknown>): void;
  }

  export interface EleventyResult {
    readonly inputPath: string;
    readonly outputPath: string | false;
    readonly content: string;
  }

  export class Eleventy {
    constructor(
      input: string,
      output: string,
      options: {
        quietMode: boolean;
        configPath: false;
        pathPrefix: string;
        config: (config: EleventyConfig) => unknown;
      },
    );
    /** The argument is laid over Eleventy's defaults. */
    initializeConfig(defaults: Record<string, unknown>): Promise<void>;
    disableLogger(): void;
    toJSON(): Promise<readonly EleventyResult[]>;
  }
}
